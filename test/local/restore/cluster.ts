import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../../lambdas/migrate/migrate.ts';
import { freePort } from '../../../local/ports.ts';
import { startPostgres } from '../../../local/postgres/postgres.ts';
import { openDatabase } from '../../support/test-database.ts';

/** A server of its own with the product's schema: a backup is of all databases of a server. */
export async function startCluster(dataDirectory: string) {
  const server = await startPostgres({ dataDirectory, port: await freePort() });
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await migrate(client, path.join(import.meta.dirname, '../../../sql'), () => undefined);
  await client.end();
  const database = openDatabase(server.port, 'postgres');
  return {
    server,
    dataDirectory,
    database,
    stop: async () => {
      await database.drop();
      await server.stop();
    },
  };
}
