import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { exportExecutions } from '../../../lambdas/reports/executions-export/contract.ts';
import { exportUserData } from '../../../lambdas/user-data/contract.ts';
import type { Api } from '../../support/api.ts';
import { createOrganization, store, testHashes } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { textDump } from '../../support/text-dump.ts';
import { reportsApi } from '../reports/reports.ts';
import { userDataApi } from '../user-data/user-data.ts';
import { ask, runTwice, startBuckets } from './erasing.ts';

const PERSON = 'zaphod@example.com';
let database: TestDatabase;
let api: Api;
let outside: Awaited<ReturnType<typeof startBuckets>>;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = userDataApi(database.api);
  outside = await startBuckets();
});
beforeEach(async () => {
  organizationId = await createOrganization(database, { members: { alice: 'admin' } });
});
afterAll(async () => {
  await outside.stop();
  await database.drop();
});

const fill = (id: string = randomUUID()) =>
  store(database, organizationId, [
    { id, user_id: PERSON },
    { user_id: PERSON, start_time: '2026-01-05T10:00:00Z' },
    { user_id: 'trillian' },
  ]);
const copied = z.object({
  users: z.array(
    z.object({ id: z.string(), active_days: z.array(z.string()), executions: z.array(z.unknown()) }),
  ),
});

test('who has nothing left but the days on which they were active is known, and those days become somebody else’s', async () => {
  await fill();
  const { id } = (await testHashes()).hashUser(organizationId, PERSON);
  // As retention leaves it.
  for (const [table, column] of [
    ['task_executions', 'user_id'],
    ['users', 'id'],
  ] as const) {
    await database.admin.query(`delete from ${table} where organization_id = $1 and ${column} = $2`, [
      organizationId,
      id,
    ]);
  }
  const days = async () => {
    const { rows } = await database.admin.query(
      `select count(*)::integer as all, count(*) filter (where user_id = $2)::integer as theirs
       from daily_active_users where organization_id = $1`,
      [organizationId, id],
    );
    return rows[0];
  };
  const before = await days();
  expect(before.theirs).toBeGreaterThan(1);
  const query = { organization_id: organizationId, user_id: PERSON };
  const { text } = await api.call({ route: exportUserData.path, query });
  const { users } = copied.parse(JSON.parse(text));
  expect(users).toMatchObject([{ id, executions: [] }]);
  expect(users[0]?.active_days).toHaveLength(before.theirs);
  await ask(api, organizationId, PERSON);
  await runTwice(database, outside.stores);
  expect(await days()).toEqual({ all: before.all, theirs: 0 });
  expect(await api.problem(exportUserData, { query })).toMatchObject({ status: 404 });
});

test('a rejection whose id was sent in capitals is erased too', async () => {
  const id = randomUUID().toUpperCase();
  await fill(id);
  const changed = store(database, organizationId, [{ id, user_id: PERSON, tokens_used: 2000 }]);
  await expect(changed).rejects.toThrow('different content');
  await ask(api, organizationId, PERSON);
  await runTwice(database, outside.stores);
  const { rows } = await database.admin.query(
    'select execution_id, detail, structure from ingest_rejections where organization_id = $1',
    [organizationId],
  );
  expect(rows).toEqual([{ execution_id: null, detail: 'erased', structure: null }]);
});

test('by what they are known inside is left in their tombstone alone, whatever was exported or looked at of them', async () => {
  await fill();
  const { id } = (await testHashes()).hashUser(organizationId, PERSON);
  const holding = async () => {
    const dump = await textDump(database);
    // Weeks are partitions of their table.
    const names = [...dump]
      .filter(([, text]) => text.includes(id))
      .map(([name]) => name.replace(/_\d{8}\./, '.'));
    return [...new Set(names)].toSorted();
  };
  await database.admin.query('update organizations set figures_by_person = true where id = $1', [
    organizationId,
  ]);
  const days = { start_date: '2026-01-01', end_date: '2026-01-26' };
  const query = { organization_id: organizationId, user_id: id, ...days };
  const exported = await reportsApi(database.api).call({ route: exportExecutions.path, query });
  expect(exported.text).toContain(id);
  expect(await holding()).toEqual(expect.arrayContaining(['daily_active_users.user_id', 'users.id']));
  await ask(api, organizationId, PERSON);
  await runTwice(database, outside.stores);
  expect(await holding()).toEqual(['erased_users.user_id']);
  const { rows } = await database.admin.query(
    "select details from audit_log where organization_id = $1 and action = 'export_data'",
    [organizationId],
  );
  expect(rows).toMatchObject([{ details: { of_one_person: true, start_date: '2026-01-01', rows: 2 } }]);
});
