import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../lambdas/migrate/migrate.ts';
import { freePort } from '../../local/ports.ts';
import { startPostgres } from '../../local/postgres/postgres.ts';
import type { Teardown } from '../../local/teardown.ts';

/** Memory as of a small Aurora instance. What else decides about speed, durability above all, stays as it is. */
export const databaseSettings = {
  shared_buffers: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  effective_cache_size: '3GB',
  // Aurora has no checkpoints: none should fall into one of two things that are compared.
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
};

export interface BenchDatabase {
  readonly port: number;
  readonly name: string;
  connect(): Promise<Client>;
}

/** A new server with the product's schema, until the teardown. */
export async function startDatabase(dataDirectory: string, teardown: Teardown): Promise<BenchDatabase> {
  const port = await freePort();
  const server = await startPostgres({ dataDirectory, port, settings: databaseSettings });
  teardown.add(() => server.stop());

  const name = 'postgres';
  const connect = async () => {
    const client = new Client({ connectionString: server.url });
    // The teardown ends the server under whatever is running; the running query tells.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const client = await connect();
  await migrate(client, path.join(import.meta.dirname, '../../sql'));
  await client.end();
  return { port, name, connect };
}
