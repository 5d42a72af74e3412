import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPartitions } from '../../../lambdas/partitions/create-partitions.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// Years away from the weeks that every test database has.
const NOW = Date.parse('2024-06-19T10:00:00Z');
const WEEK = 7 * 86_400_000;

/** Mondays with partitions, oldest first. */
async function weeks(): Promise<string[]> {
  const { rows } = await database.admin.query<{ week: string }>(
    `select substr(relname, length('task_executions_') + 1) as week from pg_class
     where relispartition and relkind = 'r' and relname like 'task_executions_20%' and relname < 'task_executions_20250'
       and to_regclass(replace(relname, 'task_executions', 'routing_decisions')) is not null
     order by 1`,
  );
  return rows.map(({ week }) => week);
}

test('the job creates what is missing, newest first, and goes on where its time was up', async () => {
  const id = await createOrganization(database);
  await database.admin.query('update organizations set retention_days = 28 where id = $1', [id]);
  let calls = 0;
  const first = await createPartitions(database.upkeep, NOW, () => calls++ >= 3);
  expect(first).toEqual({ created: 9, missing: 7 });
  // Five weeks ahead of a Wednesday, and the weeks of 28 days before it.
  expect(await weeks()).toEqual(['20240708', '20240715', '20240722']);
  expect(await createPartitions(database.upkeep, NOW, () => false)).toEqual({ created: 21, missing: 0 });
  expect((await weeks()).at(0)).toBe('20240520');
  expect(await createPartitions(database.upkeep, NOW, () => false)).toEqual({ created: 0, missing: 0 });
});

test('an organization that keeps data for three years can be sent what is that old before the job has run', async () => {
  const id = await createOrganization(database);
  const [from, until] = ['2021-06-30T00:00:00Z', '2024-06-19T09:00:00Z'];
  const before = await weeks();
  await store(database, id, [{ start_time: from }, { start_time: until }], new Date(NOW).toISOString());
  const made = (await weeks()).filter((week) => !before.includes(week));
  // One week, not the three years between them.
  expect(made).toEqual(['20210628']);
});

test('partitions of three years are made while ingest goes on, each week by itself', async () => {
  const id = await createOrganization(database);
  await database.admin.query('update organizations set retention_days = 1095 where id = $1', [id]);
  const sent: Promise<unknown>[] = [];
  const start = new Date(NOW - WEEK).toISOString();
  const send = () => store(database, id, [{ start_time: start }], new Date(NOW).toISOString());
  const result = await createPartitions(database.upkeep, NOW, () => {
    if (sent.length < 20) sent.push(send());
    return false;
  });
  await Promise.all(sent);
  expect(result.missing).toBe(0);
  expect((await weeks()).length).toBeGreaterThan(156);
});
