import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../lambdas/migrate/migrate.ts';
import { freePort } from '../../local/ports.ts';
import { startPostgres, type Postgres } from '../../local/postgres/postgres.ts';
import { eventually } from './eventually.ts';
import { openDatabase, type TestDatabase } from './test-database.ts';

export interface Cluster {
  readonly server: Postgres;
  readonly dataDirectory: string;
  readonly database: TestDatabase;
  /** As a crash ends it: at once, whatever is under way, and nothing is written first. */
  kill(): Promise<void>;
  /** Starts it again where it was, once it was killed: it recovers what had been committed. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A server of its own with the product's schema: a backup is of all databases of a server, and so is a crash. */
export async function startCluster(
  dataDirectory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Cluster> {
  const port = await freePort();
  const start = () => startPostgres({ dataDirectory, port, settings });
  let server = await start();
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await migrate(client, path.join(import.meta.dirname, '../../sql'));
  await client.end();
  const database = openDatabase(port, 'postgres');
  return {
    server,
    dataDirectory,
    database,
    async kill() {
      const [pid] = (await readFile(path.join(dataDirectory, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL');
      await server.exited;
    },
    async restart() {
      // Until the last session of the one before has noticed its end, their shared memory is in use.
      server = await eventually(() => start().catch(() => undefined), 30);
    },
    async stop() {
      await database.drop();
      await server.stop();
    },
  };
}
