import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { appendFile, cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate, type MigrationResult } from '../../../lambdas/migrate/migrate.ts';
import { setPassword } from '../../../lambdas/migrate/passwords.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const SQL = path.join(import.meta.dirname, '../../../sql');
let database: TestDatabase;
let url = '';
let newer: string;

// An empty database beside the migrated one, and a copy of sql/ to which a test adds what a newer version has.
beforeAll(async () => {
  database = await createTestDatabase();
  newer = await mkdtemp(path.join(os.tmpdir(), 'payback-sql-'));
  await cp(SQL, newer, { recursive: true });
  await writeFile(
    path.join(newer, 'migrations/9000_newer.sql'),
    '-- Up Migration\ncreate table newer (id integer);\n',
  );
});
afterAll(async () => {
  await database.drop();
  await rm(newer, { recursive: true });
});

async function createEmptyDatabase(): Promise<void> {
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  await database.admin.query(`create database ${name} owner payback_admin`);
  url = database.url('payback_admin').replace(database.name, name);
}
afterEach(async () => {
  if (url === '') return;
  await database.admin.query(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
  url = '';
});

async function connected<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  // A test may kill the connection; the running query rejects too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const run = (directory = SQL): Promise<MigrationResult> => connected((client) => migrate(client, directory));

async function tables(): Promise<string[]> {
  return connected(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')",
    );
    return rows.map((row) => row.name).sort();
  });
}

test('running again changes nothing', async () => {
  await createEmptyDatabase();
  const first = await run();
  expect(first).toMatchObject({ outcome: 'migrated' });
  expect(await run()).toEqual({ outcome: 'migrated', migrations: [], functions: [] });
});

test('deployers that race end with one schema', async () => {
  await createEmptyDatabase();
  const results = await Promise.all([run(), run(), run()]);
  const applied = results.map((result) => (result.outcome === 'migrated' ? result.migrations.length : -1));
  expect(applied.filter((count) => count > 0)).toHaveLength(1);
  expect(applied).not.toContain(-1);
});

test('a deployer that is killed leaves nothing half-done, and the next one goes on', async () => {
  await createEmptyDatabase();
  await writeFile(
    path.join(newer, 'migrations/8000_killed.sql'),
    '-- Up Migration\ncreate table half (id integer);\nselect pg_terminate_backend(pg_backend_pid());\n',
  );
  await expect(run(newer)).rejects.toThrow();
  expect(await tables()).toEqual(['schema_migrations']);
  await rm(path.join(newer, 'migrations/8000_killed.sql'));
  expect(await run()).toMatchObject({ outcome: 'migrated' });
  expect(await tables()).toContain('task_executions');
});

test('older code that finds a newer schema leaves it alone, functions too', async () => {
  await createEmptyDatabase();
  await writeFile(
    path.join(newer, 'functions/01_duration_bins.sql'),
    'create or replace function duration_bin(p_duration_ms bigint) returns smallint language sql return 7;',
  );
  await run(newer);
  expect(await run()).toEqual({ outcome: 'newer', unknownMigrations: ['9000_newer'] });
  const bin = await connected((client) => client.query('select duration_bin(1000) as bin'));
  expect(bin.rows).toEqual([{ bin: 7 }]);
});

test('a function whose file changed is applied again, and only that one', async () => {
  await createEmptyDatabase();
  await run();
  await writeFile(
    path.join(newer, 'functions/01_duration_bins.sql'),
    'create or replace function duration_bin(p_duration_ms bigint) returns smallint language sql return 7;',
  );
  expect(await run(newer)).toMatchObject({ migrations: ['9000_newer'], functions: ['01_duration_bins'] });
});

test('a migration that was edited after it was applied is refused, and nothing else is applied', async () => {
  await createEmptyDatabase();
  await run();
  const edited = await mkdtemp(path.join(os.tmpdir(), 'payback-sql-'));
  await cp(newer, edited, { recursive: true });
  await appendFile(path.join(edited, 'migrations/0003_pricing.sql'), '\n-- A remark.\n');
  await expect(run(edited)).rejects.toThrow('a different version of 0003_pricing');
  expect(await tables()).not.toContain('newer');

  // Applied before content was remembered: what it is now counts.
  await connected(async (client) => {
    await client.query('set role payback_owner');
    await client.query('update schema_migrations set content_hash = null');
  });
  expect(await run(edited)).toMatchObject({ migrations: ['9000_newer'] });
  await expect(run(newer)).rejects.toThrow('a different version of 0003_pricing');
  await rm(edited, { recursive: true });
});

test('a schema from before content was remembered is brought up to date', async () => {
  await createEmptyDatabase();
  const before = await mkdtemp(path.join(os.tmpdir(), 'payback-sql-'));
  await cp(SQL, before, { recursive: true });
  for (const name of await readdir(path.join(before, 'migrations'))) {
    if (name >= '0014') await rm(path.join(before, 'migrations', name));
  }
  // Its migrations are applied; what remembers them is missing.
  await expect(run(before)).rejects.toThrow('content_hash');
  expect(await run()).toMatchObject({ migrations: expect.arrayContaining(['0014_migration_content']) });
  await rm(before, { recursive: true });
});

test('passwords come from the secrets, whatever they hold, and no other role is touched', async () => {
  await createEmptyDatabase();
  const hash = async () => {
    const { rows } = await database.admin.query(
      "select rolpassword from pg_authid where rolname in ('payback_api', 'postgres') order by rolname",
    );
    return rows;
  };
  const before = await hash();
  await connected(async (client) => {
    await setPassword(client, JSON.stringify({ username: 'payback_api', password: "it's \\ fine; --" }));
    await expect(
      setPassword(client, JSON.stringify({ username: 'postgres', password: 'x' })),
    ).rejects.toThrow('payback_api');
  });
  const after = await hash();
  expect(after[0]).not.toEqual(before[0]);
  expect(after[1]).toEqual(before[1]);
});

test('every table forces row-level security, and no login role owns one', async () => {
  const { rows: open } = await database.admin.query<{ relname: string }>(
    `select relname from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not (relrowsecurity and relforcerowsecurity)
     order by relname`,
  );
  expect(open.map((row) => row.relname)).toEqual(['schema_functions', 'schema_migrations']);
  const { rows: owned } = await database.admin.query(
    `select relname from pg_class join pg_roles on pg_roles.oid = relowner
     where relnamespace = 'public'::regnamespace and rolcanlogin`,
  );
  expect(owned).toEqual([]);
});

test("the catalogue's own list prices are superseded; three providers have sources instead", async () => {
  const { rows } = await database.admin.query(
    `select count(*)::integer as prices, count(*) filter (where superseded_at is null)::integer as in_force
     from provider_pricing where created_by = 'catalog'`,
  );
  expect(rows).toEqual([{ prices: 22, in_force: 0 }]);
  const { rows: sources } = await database.admin.query(
    'select provider, price_source, applied_source from price_sources order by provider',
  );
  expect(sources).toEqual([
    { provider: 'github_copilot', price_source: 'github-copilot', applied_source: 'github-copilot' },
    { provider: 'google_code_assist', price_source: 'google', applied_source: 'google' },
    { provider: 'openai_codex', price_source: 'openai', applied_source: 'openai' },
  ]);
});
