import { createLogger } from '../../shared/logging/logger.ts';
import type { CdkCustomResourceEvent, CdkCustomResourceResponse } from 'aws-lambda';
import path from 'node:path';
import { z } from 'zod';
import { databaseSettings } from '../../shared/database/database-settings.ts';
import { LOGIN_ROLES, secretVariable } from '../../shared/database/roles-contract.ts';
import { environment } from '../../shared/environment/environment.ts';
import { readSecret } from '../../shared/environment/secrets.ts';
import { logIn } from './log-in.ts';
import { migrate } from './migrate.ts';
import { setPassword } from './passwords.ts';

const logger = createLogger();
const PHYSICAL_RESOURCE_ID = 'payback-schema';

/**
 * onEvent handler of the migration custom resource. Deleting the resource leaves the schema and its data alone.
 * @throws what made the migration fail: CloudFormation then rolls the deployment back
 */
export async function handler(event: CdkCustomResourceEvent): Promise<CdkCustomResourceResponse> {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: PHYSICAL_RESOURCE_ID };
  const variables = LOGIN_ROLES.map((role) => [secretVariable(role), z.string().min(1)]);
  const secrets = z.record(z.string(), z.string()).parse(environment(Object.fromEntries(variables)));
  const client = await logIn({
    settings: databaseSettings,
    onRefusal: (error, attempt) => logger.warn('the database lets nobody in yet', { attempt, error }),
  });
  try {
    const result = await migrate(client, path.join(import.meta.dirname, 'sql'), (line) => logger.info(line));
    // The job that makes them runs once a day; what comes before it finds its week.
    await client.query("select ensure_partitions(now() - interval '1 day', now() + interval '5 weeks')");
    for (const secret of await Promise.all(Object.values(secrets).map(readSecret))) {
      await setPassword(client, secret);
    }
    logger.info('schema is up to date', { result });
  } finally {
    await client.end();
  }
  return { PhysicalResourceId: PHYSICAL_RESOURCE_ID };
}
