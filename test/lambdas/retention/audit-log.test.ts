import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyRetention } from '../../../lambdas/retention/retention.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  // What no role can do: entries of the past.
  await database.admin.query('alter table audit_log disable trigger audit_log_complete');
  await database.admin.query(
    `insert into audit_log (actor, action, subject, created_at)
     select 'ada', 'thing.made', days, now() - make_interval(days => days)
     from unnest(array[0, 366, 398, 399, 401, 402, 403, 404, 500]) as days`,
  );
});
afterAll(() => database.drop());

const apply = (auditLogDays: number, timeIsUp = () => false) =>
  applyRetention({ database: database.upkeep, now: Date.now(), auditLogDays, timeIsUp, batchSize: 2 });

async function kept(): Promise<number[]> {
  const { rows } = await database.admin.query<{ subject: string }>(
    'select subject from audit_log order by created_at desc',
  );
  return rows.map(({ subject }) => Number(subject));
}

test('entries beyond their time go, batch by batch, the oldest first, and the rest with the next run', async () => {
  let batches = 0;
  // Of organizations there are none: the first two batches are of rejections and counts of none.
  const first = await apply(400, () => batches++ > 2);
  expect([first.auditEntries, first.isDone]).toEqual([2, false]);
  expect(await kept()).toEqual([0, 366, 398, 399, 401, 402, 403]);
  const second = await apply(400);
  expect([second.auditEntries, second.isDone]).toEqual([3, true]);
  expect(await kept()).toEqual([0, 366, 398, 399]);
  expect((await apply(400)).auditEntries).toBe(0);
});

test('a stage may keep them for longer or shorter, never for less than a year', async () => {
  expect((await apply(1000)).auditEntries).toBe(0);
  await expect(apply(365)).rejects.toThrow('at least 366 days');
  expect((await apply(366)).auditEntries).toBe(3);
  expect(await kept()).toEqual([0]);
});
