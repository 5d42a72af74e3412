import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { describeSchema } from '../../../docs/write-schema/describe.ts';
import { migrate } from '../../../lambdas/migrate/migrate.ts';
import { freePort } from '../../../local/ports.ts';
import { ADMINISTRATORS } from '../../../local/postgres/database.ts';
import { startPostgres, type Postgres } from '../../../local/postgres/postgres.ts';
import { eventually } from '../../support/eventually.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** As sql/roles.sql was while all jobs had one role. */
const ROLES_BEFORE = `
  create role payback_owner nologin;
  create role payback_api login;
  create role payback_worker login;
  grant payback_owner to payback_admin with set true, inherit true;
  grant create, usage on schema public to payback_owner;
  grant usage on schema public to payback_api, payback_worker;
  create extension btree_gist;
`;
const SQL = path.join(import.meta.dirname, '../../../sql');

let fresh: TestDatabase;
let directory: string;
let server: Postgres;
let before: string;

// A server of its own: roles are of the whole server.
beforeAll(async () => {
  fresh = await createTestDatabase();
  directory = await mkdtemp(path.join(os.tmpdir(), 'payback-job-roles-'));
  before = path.join(directory, 'before');
  await cp(SQL, before, { recursive: true });
  await writeFile(path.join(before, 'roles.sql'), ROLES_BEFORE);
  const migrations = await readdir(path.join(before, 'migrations'));
  const later = migrations.filter((name) => name > '0035').map((name) => `migrations/${name}`);
  const files = [
    // Of relations and columns that are later ones.
    'functions/01_ended_before.sql',
    'functions/11_plan_recalculation.sql',
    'functions/21_mv_org_current_month.sql',
    'functions/22_day_hashes.sql',
    'functions/25_drop_week.sql',
    'functions/25_ensure_partitions.sql',
    'functions/26_complete_audit_entry.sql',
    'functions/27_archive.sql',
    'functions/99_rights.sql',
    ...later,
  ];
  for (const file of files) await rm(path.join(before, file));
  server = await startPostgres({
    dataDirectory: path.join(directory, 'postgres'),
    port: await freePort(),
    // Who waits for so long looks for a deadlock: the upgrade, which is to wait first. Less than it waits for a lock.
    settings: { fsync: 'off', synchronous_commit: 'off', deadlock_timeout: '1500ms' },
  });
  await query('postgres', 'create role payback_admin login createrole createdb', 'postgres');
  const administrators = ADMINISTRATORS.join(', ');
  await query('postgres', `grant ${administrators} to payback_admin with admin option`, 'postgres');
  await query('postgres', 'create database payback owner payback_admin', 'postgres');
});
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true });
  await fresh.drop();
});

async function connected<T>(user: string, work: (client: pg.Client) => Promise<T>, database = 'payback') {
  const client = new pg.Client(`postgresql://${user}@127.0.0.1:${server.port}/${database}`);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
const query = (user: string, sql: string, database?: string) =>
  connected(user, async (client) => (await client.query(sql)).rows, database);
const deploy = (sql: string) => connected('payback_admin', (client) => migrate(client, sql));
const worker = () =>
  query(
    'postgres',
    `select rolcanlogin as "canLogIn", round(extract(epoch from rolvaliduntil - now()) / 3600)::integer as hours
     from pg_roles where rolname = 'payback_worker'`,
  );

const MEMBER = `insert into memberships (organization_id, subject, role, created_by)
  select id, 'mallory', 'admin', 'mallory' from organizations`;
const USER = `insert into users (organization_id, id, keyed_hash)
  select id, gen_random_uuid(), sha256(gen_random_uuid()::text::bytea) from organizations`;

test('a database whose jobs had one role gets theirs, and what ran as that one role runs for a week', async () => {
  await deploy(before);
  await query('payback_worker', `insert into organizations (name, time_zone) values ('Before', 'UTC')`);
  await query('payback_worker', `select ensure_partitions('2024-01-01', '2024-01-01')`);
  await query('payback_worker', USER);
  // What it was that one job had no need for.
  await query('payback_worker', MEMBER);
  await query('payback_worker', 'delete from memberships');

  await connected('payback_worker', async (running) => {
    // It has tables that the upgrade comes to, and will want the first of them: the upgrade is ended, and begins anew.
    await running.query(`begin; ${USER}`);
    const deployed = deploy(SQL);
    await eventually(
      async () =>
        (
          await query('postgres', `select from pg_locks where mode = 'AccessExclusiveLock' and not granted`)
        )[0],
    );
    await running.query('select from analytics_aggregations; commit');
    expect(await deployed).toMatchObject({ outcome: 'migrated' });
  });

  await connected('payback_worker', async (running) => {
    await running.query('select count(*) from organizations');
    expect(await deploy(SQL)).toMatchObject({ outcome: 'migrated' });
    // A function of the version before, in the middle of its work.
    await running.query(USER);
    await running.query(`select ensure_partitions('2024-01-08', '2024-01-08')`);
    await expect(running.query(MEMBER)).rejects.toThrow('permission denied for table memberships');
  });
  await query('payback_worker', USER);
  expect(await worker()).toEqual([{ canLogIn: true, hours: 168 }]);
  expect(await query('payback_ingest', 'select count(*)::integer as users from users')).toEqual([
    { users: 4 },
  ]);
  await query('payback_ingest', USER);
  await expect(query('payback_rollup', USER)).rejects.toThrow('permission denied for table users');

  // Deploying again gives it no more time.
  await query(
    'postgres',
    `alter role payback_worker valid until '${new Date(Date.now() + 3_600_000).toISOString()}'`,
  );
  await deploy(SQL);
  expect(await worker()).toEqual([{ canLogIn: true, hours: 1 }]);
});

test('what the upgrade says leaves nothing of that role at once', async () => {
  const page = await readFile(path.join(import.meta.dirname, '../../../docs/deploy.md'), 'utf8');
  const sql = /```sql\n(grant payback_worker to[^`]+)```/.exec(page)?.[1] ?? '';
  expect(sql).not.toBe('');
  await connected('payback_admin', async (client) => {
    await client.query('begin');
    await client.query(sql);
    expect(await describeSchema(client)).toBe(await describeSchema(fresh.admin));
    await client.query('rollback');
  });
});

test('after the week the next version makes of it what a new database is', async () => {
  await query('postgres', `alter role payback_worker valid until 'yesterday'`);
  const next = path.join(directory, 'next');
  await cp(SQL, next, { recursive: true });
  await appendFile(path.join(next, 'functions/99_rights.sql'), '\n-- One more table has its line.\n');
  expect(await deploy(next)).toMatchObject({ functions: ['99_rights'] });
  await expect(query('payback_worker', 'select 1')).rejects.toThrow('not permitted to log in');
  const upgraded = await connected('postgres', (client) => describeSchema(client));
  expect(upgraded).toBe(await describeSchema(fresh.admin));
});
