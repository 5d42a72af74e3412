import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readStatus } from '../../../lambdas/operations/read-status.ts';
import type { ScheduledJob } from '../../../shared/schedules/contract.ts';
import { recordedRun } from '../../../shared/schedules/recorded-run.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.admin.query('delete from job_runs'));

const runs = async () => (await readStatus(database.operations)).figures?.runs;
const work = () => Promise.resolve('done');

test.each<['rollup' | 'pricing' | 'feed' | 'upkeep', ScheduledJob]>([
  ['rollup', 'rollup'],
  ['pricing', 'recalculate'],
  ['feed', 'price-feed'],
  ['upkeep', 'retention'],
])('the role of %s leaves a mark of %s, one row however often it runs', async (role, job) => {
  expect(await recordedRun(database[role], job, work)).toBe('done');
  await recordedRun(database[role], job, work);
  expect(await runs()).toEqual([
    { job, succeeded_age: 0, seconds: expect.any(Number), failed_age: null, failure: null },
  ]);
});

test('a failure is kept beside the last success, by its kind and never by its words', async () => {
  await recordedRun(database.rollup, 'rollup', work);
  await database.admin.query("update job_runs set succeeded_at = now() - interval '1 hour'");
  const failing = recordedRun(database.rollup, 'rollup', () =>
    database.rollup.transaction((transaction) => transaction.query("select 'ann@example.com'::integer")),
  );
  await expect(failing).rejects.toThrow('ann@example.com');
  expect(await runs()).toMatchObject([
    { job: 'rollup', succeeded_age: 3_600, failed_age: 0, failure: 'error 22P02' },
  ]);
  const { rows } = await database.admin.query('select * from job_runs');
  expect(JSON.stringify(rows)).not.toContain('ann');
});

test('a mark that cannot be written fails no job', async () => {
  await database.admin.query('alter table job_runs rename to elsewhere');
  try {
    expect(await recordedRun(database.rollup, 'rollup', work)).toBe('done');
  } finally {
    await database.admin.query('alter table elsewhere rename to job_runs');
  }
});

test('what is locked is said beside what holds it', async () => {
  const holder = await database.admin.connect();
  try {
    await holder.query('begin; lock table retention_cuts; select pg_advisory_xact_lock(7298228)');
    const { rows } = await holder.query('select pg_backend_pid() as pid');
    const asked = readStatus(database.operations);
    const waiting = database.admin.query('select count(*) from retention_cuts');
    expect(await asked).toMatchObject({ figures: null, failure: 'canceling statement due to lock timeout' });
    const again = await readStatus(database.operations);
    expect(again.sessions).toContainEqual(
      expect.objectContaining({
        pid: rows[0].pid,
        state: 'idle in transaction',
        holds: ['fold ExclusiveLock', 'retention_cuts AccessExclusiveLock'],
      }),
    );
    await holder.query('rollback');
    await waiting;
  } finally {
    holder.release();
  }
  expect(await readStatus(database.operations)).toMatchObject({ failure: null, read_only: false });
});
