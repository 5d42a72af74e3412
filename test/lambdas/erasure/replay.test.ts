import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { replay } from '../../../lambdas/erasure/replay.ts';
import type { Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { userDataApi } from '../user-data/user-data.ts';
import { ask, figures, runTwice, startBuckets } from './erasing.ts';

const PERSON = 'zaphod@example.com';
let database: TestDatabase;
let api: Api;
let outside: Awaited<ReturnType<typeof startBuckets>>;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = userDataApi(database.api);
  outside = await startBuckets();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.123456789012' });
  organizationId = await createOrganization(database, { members: { alice: 'admin' } });
});
afterAll(async () => {
  await outside.stop();
  await database.drop();
});

const tables = ['task_executions', 'users', 'daily_active_users'];
/** What a restore brings back: rows of tables as they were, and none of what came later. */
async function backup(): Promise<() => Promise<void>> {
  const suffix = randomUUID().slice(0, 8);
  const columns = (table: string) =>
    table === 'task_executions'
      ? 'organization_id, id, task_id, user_id, provider, task_type, start_time, end_time, success, unpriced_reason, tokens_used'
      : '*';
  for (const table of tables) {
    await database.admin.query(
      `create table "b_${table}_${suffix}" as select ${columns(table)} from ${table}`,
    );
  }
  return async () => {
    await database.admin.query('truncate erasures, erased_users, erasure_people');
    for (const table of tables) {
      const into = columns(table) === '*' ? table : `${table} (${columns(table)})`;
      await database.admin.query(`delete from ${table}`);
      await database.admin.query(`insert into ${into} table "b_${table}_${suffix}"`);
    }
  };
}

async function people(): Promise<unknown> {
  const { rows } = await database.admin.query(
    `select (select array_agg(user_id order by day) from daily_active_users) as days,
       (select count(*)::integer from users) as users,
       (select array_agg(task_id order by task_id) from task_executions) as tasks,
       (select jsonb_agg(to_jsonb(e) - 'erasure_id' order by user_id) from erased_users e) as tombstones`,
  );
  return rows[0];
}

test('after a restore the erased are erased once more, twice erased too, and all is as it was', async () => {
  await store(database, organizationId, [
    { user_id: PERSON, task_id: 'theirs', start_time: '2026-01-05T10:00:00Z' },
    { user_id: PERSON, task_id: 'theirs', start_time: '2026-01-06T10:00:00Z' },
    { user_id: 'trillian', task_id: 'of-another', start_time: '2026-01-07T10:00:00Z' },
  ]);
  const restore = await backup();
  const { active, daily } = Object(await figures(database, organizationId));
  await ask(api, organizationId, PERSON);
  await runTwice(database, outside.stores);
  await ask(api, organizationId, PERSON);
  await runTwice(database, outside.stores);
  const before = await people();

  await restore();
  expect(await replay(database.upkeep, outside.stores)).toEqual({ kept: 2, replayed: 2 });
  await runTwice(database, outside.stores);
  expect(await people()).toEqual(before);
  expect(before).toMatchObject({ tasks: ['erased', 'erased', 'of-another'], users: 1 });
  expect(Object(await figures(database, organizationId))).toMatchObject({ active, daily });
  // A message that was under way all the time brings nobody back.
  await store(database, organizationId, [
    { user_id: PERSON, task_id: 'late', start_time: '2026-01-08T10:00:00Z' },
  ]);
  expect(await people()).toMatchObject({ users: 1, tasks: ['erased', 'erased', 'erased', 'of-another'] });
});

test('a replay of what the database knows changes nothing', async () => {
  const before = await people();
  expect(await replay(database.upkeep, outside.stores)).toEqual({ kept: 2, replayed: 0 });
  await runTwice(database, outside.stores);
  expect(await people()).toEqual(before);
});
