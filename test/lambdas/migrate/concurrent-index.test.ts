import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Unfinished } from '../../../lambdas/migrate/again.ts';
import { concurrentIndex } from '../../../lambdas/migrate/concurrent-index.ts';
import { eventually } from '../../support/eventually.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { limit } from '../../support/limits.ts';
import { createNewerVersion, type NewerVersion } from './newer-version.ts';

let version: NewerVersion;
beforeEach(async () => {
  version = await createNewerVersion();
  await version.write(
    '9001_places',
    'create table places (id integer not null); insert into places values (1), (2);',
  );
  await version.write('9002_index', index('create index concurrently places_by_id on places (id);'));
  await version.write('9003_later', 'alter table places add column later text;');
});
afterEach(() => version.drop());

const index = (sql: string) => `-- concurrently\n\n-- What it is for.\n${sql}`;
const ALL = ['9001_places', '9002_index', '9003_later'];
const query = async (sql: string) => (await version.database.admin.query(sql)).rows;
const indexes = (name = 'places_by_id') =>
  query(
    `select indexrelid::integer as oid, indisvalid as valid from pg_index where indexrelid = to_regclass('${name}')`,
  );
const remembered = async () =>
  (
    await query(
      "select name from schema_migrations where name > '9' and content_hash is not null order by id",
    )
  ).map(({ name }) => name);

/** Deploys what comes before the index, then holds up what builds it: a transaction that began earlier. */
async function heldUp() {
  const later = ['9002_index', '9003_later'];
  await version.write('9003_later', 'alter table places add column later text;');
  const file = index('create index concurrently places_by_id on places (id);');
  for (const name of later) await version.remove(name);
  await version.deploy();
  await version.write('9002_index', file);
  await version.write('9003_later', 'alter table places add column later text;');
  const client = await version.database.admin.connect();
  await client.query('begin isolation level repeatable read; select from places');
  return {
    untilBuilding: () =>
      eventually(
        async () =>
          (
            await query(
              `select pid from pg_stat_activity where query like 'create index concurrently%' and state = 'active'
                 and wait_event_type = 'Lock' and datname = current_database()`,
            )
          )[0]?.pid,
      ),
    release: async () => {
      await client.query('commit');
      client.release();
    },
  };
}

test('is built outside of the transactions before and after it, once', async () => {
  expect(await version.deploy()).toMatchObject({ migrations: ALL });
  expect(await indexes()).toEqual([{ oid: expect.any(Number), valid: true }]);
  expect(await remembered()).toEqual(ALL);
  expect(await version.deploy()).toMatchObject({ migrations: [], functions: [] });
});

test('of a partitioned table is built of each partition, and partitions to come have it', async () => {
  const { database } = version;
  await store(database, await createOrganization(database), [{ start_time: '2026-01-20T10:00:00Z' }]);
  await version.write(
    '9002_index',
    index('create index concurrently executions_by_task on task_executions (organization_id, task_id);'),
  );
  await version.deploy();
  expect(await indexes('executions_by_task')).toMatchObject([{ valid: true }]);
  const parts = () =>
    query(`select count(*)::integer as partitions, (
        select count(*)::integer from pg_inherits where inhparent = 'executions_by_task'::regclass) as indexes
      from pg_inherits where inhparent = 'task_executions'::regclass`);
  const [before] = await parts();
  expect(before?.partitions).toBeGreaterThan(5);
  expect(before?.indexes).toBe(before?.partitions);
  await query("select ensure_partitions('2021-01-04', '2021-01-04')");
  const [after] = await parts();
  expect(after).toEqual({ partitions: before?.partitions + 1, indexes: before?.partitions + 1 });
});

test(
  'that takes longer than there is time is built by the server, while its table is read and written, and found there',
  async () => {
    const { untilBuilding, release } = await heldUp();
    const controller = new AbortController();
    const first = version.deploy({ signal: controller.signal });
    await untilBuilding();
    controller.abort();
    await expect(first).rejects.toThrow(Unfinished);

    await query(
      "set lock_timeout = '1ms'; insert into places values (3); select from places; reset lock_timeout",
    );
    const second = new AbortController();
    const waits = version.deploy({ signal: second.signal, log: () => second.abort() });
    await expect(waits).rejects.toThrow(Unfinished);
    expect(await remembered()).toEqual(['9001_places']);

    const [building] = await indexes();
    expect(building?.valid).toBe(false);
    await release();
    expect(await version.deploy()).toMatchObject({ migrations: ['9002_index', '9003_later'] });
    expect(await indexes()).toEqual([{ oid: building?.oid, valid: true }]);
    expect(await remembered()).toEqual(ALL);
  },
  limit(60),
);

test(
  'whose run was killed is dropped and built again',
  async () => {
    const { untilBuilding, release } = await heldUp();
    const killed = version.deploy();
    const outcome = expect(killed).rejects.toThrow();
    const pid = await untilBuilding();
    await query(`select pg_terminate_backend(${Number(pid)})`);
    await outcome;
    const [left] = await indexes();
    expect(left?.valid).toBe(false);
    await release();
    expect(await version.deploy()).toMatchObject({ migrations: ['9002_index', '9003_later'] });
    const [built] = await indexes();
    expect(built?.valid).toBe(true);
    expect(built?.oid).not.toBe(left?.oid);
  },
  limit(60),
);

test('is built once by deployers that race', async () => {
  const results = await Promise.all([version.deploy(), version.deploy(), version.deploy()]);
  const applied = results.map((result) => (result.outcome === 'migrated' ? result.migrations.length : -1));
  expect(applied.toSorted((one, other) => one - other)).toEqual([0, 0, 3]);
  expect(await indexes()).toMatchObject([{ valid: true }]);
});

test('that PostgreSQL refuses leaves nothing behind that would refuse writes', async () => {
  await version.write('9001_places', 'create table places (id integer); insert into places values (1), (1);');
  await version.write('9002_index', index('create unique index concurrently places_by_id on places (id);'));
  await expect(version.deploy()).rejects.toThrow('could not create unique index');
  expect(await indexes()).toEqual([]);
  expect(await remembered()).toEqual([]);
  await query('delete from places');
  expect(await version.deploy()).toMatchObject({ migrations: ['9002_index', '9003_later'] });
});

test('of another table that has its name is not taken for it', async () => {
  await version.write(
    '9001_places',
    'create table places (id integer); create table others (id integer); create index places_by_id on others (id);',
  );
  await expect(version.deploy()).rejects.toThrow(
    'an index places_by_id already, on others instead of places',
  );
});

test.each([
  { other: 'other columns', made: 'create index places_by_id on places (id, name)' },
  { other: 'another order', made: 'create index places_by_id on places (id desc)' },
  { other: 'a condition', made: 'create index places_by_id on places (id) where id > 1' },
  { other: 'unique values', made: 'create unique index places_by_id on places (id)' },
  { other: 'another kind', made: 'create index places_by_id on places using hash (id)' },
])('of $other that has its name is not taken for it, until it is dropped', async ({ made }) => {
  await version.write('9001_places', `create table places (id integer, name text); ${made};`);
  await version.remove('9002_index');
  await version.remove('9003_later');
  await version.deploy();
  await version.write('9002_index', index('create index concurrently places_by_id on places (id);'));
  await expect(version.deploy()).rejects.toThrow(/an index places_by_id already, .* drop it/);
  expect(await remembered()).toEqual(['9001_places']);
  expect(await query("select to_regclass('probe_of_index_definition') as probe")).toEqual([{ probe: null }]);
  await query('drop index places_by_id');
  expect(await version.deploy()).toMatchObject({ migrations: ['9002_index'] });
});

test('that a killed run has finished is taken for it, whatever it is of', async () => {
  const definition =
    '(lower(name) collate "C" desc nulls last) include (id) with (fillfactor = 80) where id is not null and name <> \'\'';
  await version.write(
    '9001_places',
    `create table places (id integer, name text); create unique index places_by_id on places ${definition};`,
  );
  await version.write(
    '9002_index',
    index(`create unique index concurrently places_by_id on places ${definition};`),
  );
  expect(await version.deploy()).toMatchObject({ migrations: ALL });
  expect(await indexes()).toMatchObject([{ valid: true }]);
});

test('of a partition that has its name is not taken for it', async () => {
  await version.write(
    '9002_index',
    index('create index concurrently executions_by_task on task_executions (task_id);'),
  );
  const partition =
    "(select inhrelid::regclass from pg_inherits where inhparent = 'task_executions'::regclass order by inhrelid::regclass::text limit 1)";
  await query(`do $$ begin execute format('create index executions_by_task%s on %s (user_id)',
    replace(${partition}::text, 'task_executions', ''), ${partition}); end $$`);
  await expect(version.deploy()).rejects.toThrow(
    /an index executions_by_task\w+ already, .*user_id.*task_id/,
  );
});

test.each([
  {
    what: 'two statements',
    sql: 'create index concurrently a on b (c);\ncreate index concurrently d on e (f);',
  },
  { what: 'another statement', sql: 'drop index concurrently a;' },
  { what: 'an index that stops writes', sql: 'create index a on b (c);' },
  { what: 'no statement', sql: '' },
])('a file of $what is refused before anything is applied', async ({ sql }) => {
  await version.write('9002_index', index(sql));
  await expect(version.deploy()).rejects.toThrow(/9002_index has the line.*one statement only/);
  expect(await query("select to_regclass('places') as places")).toEqual([{ places: null }]);
});

test('what is part of a definition is no reason to refuse it', () => {
  const text = index(
    'create unique index concurrently a\n  on b (lower(c) desc, d) \n  include (e) where f > 1;',
  );
  expect(concurrentIndex({ name: 'x', hash: '', text })).toEqual({
    name: 'a',
    table: 'b',
    unique: true,
    definition: '(lower(c) desc, d) include (e) where f > 1',
  });
  expect(concurrentIndex({ name: 'x', hash: '', text: 'create table a (b integer);' })).toBeUndefined();
});
