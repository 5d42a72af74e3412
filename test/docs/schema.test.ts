import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { changedMigrations, recordNewMigrations } from '../../docs/write-schema/checksums.ts';
import { describeSchema } from '../../docs/write-schema/describe.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const root = path.join(import.meta.dirname, '../..');
let database: TestDatabase;
let copy: string;
beforeAll(async () => {
  database = await createTestDatabase();
  copy = await mkdtemp(path.join(os.tmpdir(), 'payback-sql-'));
  await cp(path.join(root, 'sql'), copy, { recursive: true });
});
afterAll(async () => {
  await database.drop();
  await rm(copy, { recursive: true });
});

test('docs/schema.sql is what the migrations and functions make; if not: npm run schema', async () => {
  const written = await readFile(path.join(root, 'docs/schema.sql'), 'utf8');
  expect(written).toBe(await describeSchema(database.admin));
});

test('every migration is recorded and is what it was then', async () => {
  expect(await changedMigrations(path.join(root, 'sql'))).toEqual([]);
});

test('a migration that is edited, removed or not recorded is named, with what to do', async () => {
  await appendFile(path.join(copy, 'migrations/0001_organizations.sql'), ' ');
  await rm(path.join(copy, 'migrations/0010_review_queue.sql'));
  await writeFile(path.join(copy, 'migrations/9000_newer.sql'), '-- Up Migration\n');
  expect(await changedMigrations(copy)).toEqual([
    expect.stringMatching(/^sql\/migrations\/0001_organizations.sql is not what it was\..* write a new one/),
    expect.stringMatching(/^sql\/migrations\/0010_review_queue.sql is gone\./),
    'sql/migrations/9000_newer.sql is new: record it by npm run schema.',
  ]);
  // Recording takes up what is new and never what was edited.
  expect(await recordNewMigrations(copy)).toEqual(['migrations/9000_newer.sql']);
  expect(await changedMigrations(copy)).toHaveLength(2);
});

test('whatever changes a table, a function or who may use it changes the description', async () => {
  const before = await describeSchema(database.admin);
  const changes = [
    'alter table organizations alter column name drop not null',
    'alter table organizations add constraint short check (length(name) < 200)',
    'create index by_name on organizations (name)',
    'drop policy tenant on users',
    'alter table users no force row level security',
    'alter table users disable trigger all; alter table users owner to payback_rollup',
    'grant delete on organizations to payback_api',
    'grant update (organization_id) on execution_flags to payback_api',
    'revoke execute on function refuse_change from public',
    'alter function refuse_change security definer',
    'alter function refuse_change set search_path = public',
    'alter type rate_card add attribute later text',
    'alter view mv_daily_savings set (security_invoker = false)',
    'create view later as select 1 as one',
    'drop trigger audit_log_append_only on audit_log',
  ];
  const client = await database.admin.connect();
  try {
    for (const change of changes) {
      await client.query('begin');
      await client.query(change);
      const after = await describeSchema(client);
      await client.query('rollback');
      expect({ change, seen: after !== before }).toEqual({ change, seen: true });
    }
  } finally {
    client.release();
  }
});
