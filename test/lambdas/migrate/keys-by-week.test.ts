import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const MIGRATION = path.join(import.meta.dirname, '../../../sql/migrations/0043_keys_by_week.sql');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('keys that were there are there, each where its id says, and their ids are taken', async () => {
  const client = await database.admin.connect();
  try {
    await client.query(`
      drop table execution_keys;
      drop function least_id_at(timestamptz);
      set role payback_owner;
      create table execution_keys (
        organization_id uuid not null, id uuid not null, start_time timestamptz not null, content_hash bytea not null,
        hash_version smallint not null check (hash_version in (1, 2)),
        constraint execution_keys_unique primary key (organization_id, id));
      alter table execution_keys enable row level security, force row level security;
      reset role;
      insert into execution_keys
      select gen_random_uuid(), id, now() - random() * interval '90 days', sha256(id::text::bytea), 1 + n % 2
      from generate_series(1, 1000) as n
      cross join lateral (select case n % 3
        when 0 then gen_random_uuid()
        when 1 then overlay(gen_random_uuid()::text placing left(lpad(to_hex((extract(epoch from now() - n * interval '2 hours') * 1000)::bigint), 12, '0'), 8) from 1)::uuid
        else overlay(gen_random_uuid()::text placing 'fff' from 1)::uuid end as id) as ids;
      create table keys_before as table execution_keys`);
    await client.query('begin');
    await client.query('set role payback_owner');
    await client.query(await readFile(MIGRATION, 'utf8'));
    await client.query('commit');
    await client.query('reset role');
    const columns = 'organization_id, id, start_time, content_hash, hash_version';
    const { rows: differences } = await client.query(
      `(table keys_before except select ${columns} from execution_keys)
       union all (select ${columns} from execution_keys except table keys_before)`,
    );
    expect(differences).toEqual([]);
    const { rows } = await client.query<{ weeks: number; others: number }>(
      `select count(*) filter (where tableoid::regclass::text ~ '_\\d{8}$')::integer as weeks,
         count(*) filter (where tableoid::regclass::text ~ '_others_')::integer as others from execution_keys`,
    );
    expect(rows[0]?.weeks).toBeGreaterThan(300);
    expect(rows[0]?.others).toBeGreaterThan(600);
    const again = await client.query(
      `insert into execution_keys (${columns})
       select organization_id, id, now(), content_hash, hash_version from keys_before
       on conflict on constraint execution_keys_unique do nothing`,
    );
    expect(again.rowCount).toBe(0);
  } finally {
    client.release(true);
  }
});
