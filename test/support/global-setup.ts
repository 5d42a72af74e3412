import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '../../lambdas/migrate/migrate.ts';
import { freePort } from '../../local/ports.ts';
import { ADMINISTRATORS } from '../../local/postgres/database.ts';
import { startPostgres, type Postgres } from '../../local/postgres/postgres.ts';
import { offerStack } from '../dashboard/support/shared-stack.ts';
import { countingSettings, prepareCounting } from './coverage/sql-functions.ts';

declare global {
  var paybackTestPostgres: { server: Postgres; directory: string } | undefined;
  var paybackTestStack: (() => Promise<void>) | undefined;
}

/**
 * One PostgreSQL server for the whole run, with a migrated template that each test file clones; and one deployment, for
 * those that ask for it.
 */
export default async function setup(): Promise<void> {
  // Each request publishes: lines among those of the tests. Those that look at metrics ask for them.
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';
  const directory = await mkdtemp(path.join(os.tmpdir(), 'payback-test-'));
  const server = await startPostgres({
    dataDirectory: path.join(directory, 'postgres'),
    port: await freePort(),
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '200',
      ...countingSettings,
    },
  });
  globalThis.paybackTestPostgres = { server, directory };
  process.env['PAYBACK_TEST_POSTGRES_PORT'] = String(server.port);

  await prepare(server).catch(async (error: unknown) => {
    // Jest tears down only what was set up.
    await server.stop();
    throw error;
  });
  globalThis.paybackTestStack = await offerStack();
}

async function prepare(server: Postgres): Promise<void> {
  await prepareCounting(server.url);
  await createTemplate(server);
}

/** As on Amazon RDS, whoever migrates may create roles and databases but is not a superuser. */
async function createTemplate(server: Postgres): Promise<void> {
  await run(server.url, [
    'create role payback_admin login createrole createdb',
    `grant ${ADMINISTRATORS.join(', ')} to payback_admin with admin option`,
  ]);
  await run(server.url, ['create database payback_template owner payback_admin']);
  const client = new pg.Client(`postgresql://payback_admin@127.0.0.1:${server.port}/payback_template`);
  await client.connect();
  await migrate(client, path.join(import.meta.dirname, '../../sql'));
  await client.query("select ensure_partitions(now() - interval '100 days', now() + interval '5 weeks')");
  await client.end();
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
