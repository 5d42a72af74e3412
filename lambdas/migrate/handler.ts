import { createLogger } from '../../shared/logging/logger.ts';
import type { Context } from 'aws-lambda';
import path from 'node:path';
import * as z from 'zod';
import { databaseSettings } from '../../shared/database/database-settings.ts';
import { LOGIN_ROLES, secretVariable } from '../../shared/database/roles-contract.ts';
import { environment } from '../../shared/environment/environment.ts';
import { readSecret } from '../../shared/environment/secrets.ts';
import { again, PATIENCE } from './again.ts';
import { answer, type SchemaAnswer, type SchemaEvent } from './answer.ts';
import { logIn } from './log-in.ts';
import { migrate } from './migrate.ts';
import { setPassword } from './passwords.ts';

const logger = createLogger();
/** onEvent and isComplete of the migration custom resource. */
export const handler = (event: SchemaEvent, context: Context): Promise<SchemaAnswer> =>
  answer(event, context.getRemainingTimeInMillis(), bringUpToDate, () =>
    logger.info('an index is still being built, or another deployer is at work'),
  );

async function bringUpToDate(signal: AbortSignal): Promise<void> {
  const variables = LOGIN_ROLES.map((role) => [secretVariable(role), z.string().min(1)]);
  const secrets = z.record(z.string(), z.string()).parse(environment(Object.fromEntries(variables)));
  const client = await logIn({
    settings: databaseSettings,
    onRefusal: (error, attempt) => logger.warn('the database lets nobody in yet', { attempt, error }),
  });
  // What is still under way when it is ended fails.
  client.on('error', (error) => logger.warn('the connection ended', { error }));
  const log = (line: string) => logger.info(line);
  try {
    const result = await migrate(client, path.join(import.meta.dirname, 'sql'), { log, signal });
    // The job that makes them runs once a day; what comes before it finds its week.
    const partitions = "select ensure_partitions(now() - interval '1 day', now() + interval '5 weeks')";
    await again('Partitions', () => client.query(partitions), PATIENCE, log);
    for (const secret of await Promise.all(Object.values(secrets).map(readSecret))) {
      await setPassword(client, secret);
    }
    logger.info('schema is up to date', { result });
  } finally {
    // Where a statement is under way, this closes its socket: an index goes on being built.
    await client.end();
  }
}
