import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { deleteExecutions } from '../../../lambdas/retention/delete.statement.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { startTestArchive, type TestArchive } from '../../support/archive.ts';
import { createOrganization, createPrice } from '../../support/fixture.ts';
import { daysAgo, keepFor, ripen, run, runTwice, sendOld } from '../../support/retention.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let files: TestArchive;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  files = await startTestArchive();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005' });
});
beforeEach(async () => {
  await database.admin.query(
    `truncate task_executions, routing_decisions, execution_keys, execution_flags, users, rollup_deltas, rollup_sums,
       rollup_durations, rollup_touched_days, analytics_aggregations, daily_active_users, retention_cuts, archived_days cascade`,
  );
  await database.admin.query("update organizations set retention_days = 14, archive = 'off'");
  organizationId = await createOrganization(database);
  await database.admin.query("update organizations set archive = 'without_personal_data' where id = $1", [
    organizationId,
  ]);
});
afterAll(async () => {
  await files.stop();
  await database.drop();
});

/** Executions that began so many days ago, of which the organization keeps two weeks. */
async function send(days: readonly number[], id = organizationId): Promise<void> {
  await keepFor(database, id, 90);
  await sendOld(database, id, days);
  await keepFor(database, id, 14);
}

const archiveAll = () => files.run(database.upkeep, Date.now());

async function one(sql: string): Promise<string> {
  const { rows } = await database.admin.query<{ text: string }>(sql, [organizationId]);
  return rows[0]?.text ?? '';
}
const left = () => one('select count(*)::text as text from task_executions where organization_id = $1');

async function aggregates(): Promise<unknown> {
  const all = [];
  for (const relation of ['current_measures', 'current_durations', 'mv_daily_savings', 'current_days']) {
    const { rows } = await database.admin.query<{ row: string }>(
      `select r::text as row from ${relation} r where organization_id = $1 order by 1`,
      [organizationId],
    );
    all.push([relation, rows]);
  }
  return all;
}

test('nothing is decided of days that are not in files, and all of it once they are', async () => {
  await send([2, 20, 30, 40]);
  await fold(database.rollup, () => false);
  expect(await runTwice(database)).toMatchObject({ decided: 0, handedOver: 0, executions: 0 });
  expect(await left()).toBe('4');
  const before = await aggregates();
  expect(await archiveAll()).toMatchObject({ days: 3, refused: 0 });
  expect(await run(database.upkeep)).toMatchObject({ decided: 1, handedOver: 0, executions: 0, weeks: 0 });
  await ripen(database);
  const result = await run(database.upkeep);
  expect(result).toMatchObject({ handedOver: 3, beyond: 0, isDone: true });
  expect(await left()).toBe('1');
  expect(await aggregates()).toEqual(before);
  // What files have is all of it, also where nothing else does.
  const duckDb = await files.open();
  expect(
    await duckDb.rows(
      `select count(*) as n from counted_executions where organization_id = '${organizationId}'`,
    ),
  ).toEqual([{ n: '3' }]);
  duckDb.close();
  // And stays so: what is gone is no change.
  expect(await archiveAll()).toMatchObject({ days: 0, refused: 0 });
});

test('days end up to the first that is in no file', async () => {
  await send([20, 30, 40]);
  await archiveAll();
  await database.admin.query('delete from archived_days where organization_id = $1 and day = $2', [
    organizationId,
    daysAgo(30).slice(0, 10),
  ]);
  expect(await runTwice(database)).toMatchObject({ handedOver: 1 });
  expect(await left()).toBe('2');
  expect(await one('select kept_from::text as text from retention_cuts where organization_id = $1')).toBe(
    daysAgo(30).slice(0, 10),
  );
});

test.each([
  ['a sum', "update task_executions set updated_at = now() + interval '1 s' where organization_id = $1"],
  ['an execution', 'update archived_days set executions_state = $$none$$ where organization_id = $1'],
  ['the rollups', 'update rollup_deltas set actual_cost = actual_cost + 1e-12 where organization_id = $1'],
])('a day that changed in %s after the decision stays until it is in files anew', async (_what, change) => {
  await send([30]);
  await archiveAll();
  expect(await run(database.upkeep)).toMatchObject({ decided: 1 });
  await database.admin.query(change, [organizationId]);
  await ripen(database);
  expect(await run(database.upkeep)).toMatchObject({ handedOver: 0, executions: 0, weeks: 0 });
  expect(await left()).toBe('1');
});

test('a deletion that stops halfway goes on, and its day is not taken for one that changed', async () => {
  await send([20, 20, 20, 20, 20]);
  // A week that another organization keeps is not dropped as a whole.
  const other = await createOrganization(database);
  await keepFor(database, other, 60);
  await sendOld(database, other, [20]);
  await archiveAll();
  await run(database.upkeep);
  await ripen(database);
  expect(await run(database.upkeep, () => true)).toMatchObject({ handedOver: 1, executions: 0 });
  await database.upkeep.transaction((transaction) =>
    deleteExecutions.one(transaction, { organizationId, before: daysAgo(18), most: 3 }),
  );
  expect(await left()).toBe('2');
  expect(await archiveAll()).toMatchObject({ days: 0, refused: 0 });
  expect(await run(database.upkeep)).toMatchObject({ executions: 2, isDone: true });
  expect(await left()).toBe('0');
});

test('organizations that do not archive are held up by nobody’s files', async () => {
  const other = await createOrganization(database);
  await send([20], other);
  await send([20]);
  await runTwice(database);
  const { rows } = await database.admin.query('select organization_id from task_executions');
  expect(rows).toEqual([{ organization_id: organizationId }]);
});
