import { escapeIdentifier, Client } from 'pg';
import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';

const clusterSchema = z.object({ DatabaseName: z.string(), MasterUsername: z.string() });
const secretSchema = z.object({ username: z.string() });

function cluster(deployment: Deployment) {
  const [resource] = deployment.resources('AWS::RDS::DBCluster');
  if (resource === undefined) throw new Error('The template has no database cluster.');
  return deployment.properties(resource, clusterSchema);
}

export const databaseName = (deployment: Deployment): string => cluster(deployment).DatabaseName;

/** The cluster's master user, where the template says, as it should, that a secret knows the name. */
export function masterUser(deployment: Deployment, secrets: ReadonlyMap<string, string>): string {
  const { MasterUsername } = cluster(deployment);
  const arn = /^\{\{resolve:secretsmanager:(.+):SecretString:username::\}\}$/.exec(MasterUsername)?.[1];
  return arn === undefined ? MasterUsername : secretSchema.parse(JSON.parse(secrets.get(arn) ?? '')).username;
}

/** Of what rds_superuser may hand on, all that migrations do. */
export const ADMINISTRATORS = ['pg_read_all_stats', 'pg_signal_backend'] as const;

/**
 * Creates the database and its master user on a server that is new. As on Aurora, the master user is no superuser:
 * a migration that needs one fails here already.
 * @param url of the superuser
 */
export async function prepareDatabase(url: string, name: string, owner: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const user = escapeIdentifier(owner);
    const { rowCount: users } = await client.query('select from pg_roles where rolname = $1', [owner]);
    if (users === 0) await client.query(`create role ${user} login createrole createdb`);
    await client.query(`grant ${ADMINISTRATORS.join(', ')} to ${user} with admin option`);
    const { rowCount: databases } = await client.query('select from pg_database where datname = $1', [name]);
    if (databases === 0) await client.query(`create database ${escapeIdentifier(name)} owner ${user}`);
  } finally {
    await client.end();
  }
}
