import { createLogger } from '../../shared/logging/logger.ts';
import type { CdkCustomResourceEvent, Context } from 'aws-lambda';
import path from 'node:path';
import { z } from 'zod';
import { databaseSettings } from '../../shared/database/database-settings.ts';
import { LOGIN_ROLES, secretVariable } from '../../shared/database/roles-contract.ts';
import { environment } from '../../shared/environment/environment.ts';
import { readSecret } from '../../shared/environment/secrets.ts';
import { again, PATIENCE, Unfinished } from './again.ts';
import { logIn } from './log-in.ts';
import { migrate } from './migrate.ts';
import { setPassword } from './passwords.ts';

const logger = createLogger();
const PHYSICAL_RESOURCE_ID = 'payback-schema';

/** Before the end of the invocation: to say that it is not finished. */
const TO_ANSWER_MS = 30_000;

/** What CloudFormation asks, with what onEvent has answered where it is asked whether that is complete. */
type SchemaEvent = CdkCustomResourceEvent & { readonly IsBegun?: boolean };

interface SchemaAnswer {
  readonly PhysicalResourceId: string;
  readonly IsBegun: true;
  readonly IsComplete: boolean;
}

/**
 * onEvent and isComplete of the migration custom resource. All is done when it is asked whether it is complete: so often, for an hour,
 * that an index may take longer to build than a function may run. Deleting the resource leaves the schema and its data alone.
 * @throws what made the migration fail: CloudFormation then rolls the deployment back
 */
export async function handler(event: SchemaEvent, context: Context): Promise<SchemaAnswer> {
  const answer = { PhysicalResourceId: PHYSICAL_RESOURCE_ID, IsBegun: true } as const;
  if (event.RequestType === 'Delete') return { ...answer, IsComplete: true };
  if (!event.IsBegun) return { ...answer, IsComplete: false };
  const signal = AbortSignal.timeout(context.getRemainingTimeInMillis() - TO_ANSWER_MS);
  try {
    await bringUpToDate(signal);
    return { ...answer, IsComplete: true };
  } catch (error) {
    if (!(error instanceof Unfinished)) throw error;
    logger.info('an index is still being built, or another deployer is at work');
    return { ...answer, IsComplete: false };
  }
}

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
