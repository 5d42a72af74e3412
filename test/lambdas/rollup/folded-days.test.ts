import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { fold as foldStatement } from '../../../lambdas/rollup/fold.statement.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let id: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  id = await createOrganization(database);
});

const foldAll = () => fold(database.rollup, () => false);
async function of(query: string): Promise<unknown[]> {
  return (await database.admin.query(query, [id])).rows;
}
/** Others have deltas of no executions. */
const ofThis = async (where: 'current_measures' | 'rollup_sums') =>
  (await drift(database, where)).filter((row) => JSON.stringify(row).includes(id));
/** As if what is pending were the opposite: of executions that are voided. */
const withdraw = () =>
  of(
    `update rollup_deltas set executions = -executions, successful = -successful, priced = -priced, total_tokens = -total_tokens,
       duration_counts = array(select -c from unnest(duration_counts) as c), duration_ms = -duration_ms
     where organization_id = $1`,
  );

test('each day that deltas touch is noted once, with when its rollups changed first', async () => {
  await store(database, id, [{ task_type: 'a' }, { task_type: 'b' }]);
  await store(database, id, [{ start_time: '2026-01-21T10:00:00Z' }, {}]);
  await foldAll();
  const touched =
    'select day::text, touched_at from rollup_touched_days where organization_id = $1 order by day';
  const first = await of(touched);
  expect(first).toMatchObject([{ day: '2026-01-20' }, { day: '2026-01-21' }]);
  await store(database, id, [{}]);
  await foldAll();
  expect(await of(touched)).toEqual(first);
});

test('the days on which something may be empty now are told, once each, and no other', async () => {
  await store(database, id, [{ task_type: 'a' }, { task_type: 'b' }, { start_time: '2026-01-22T10:00:00Z' }]);
  await foldAll();
  await store(database, id, [{ task_type: 'a' }, { task_type: 'b' }, { start_time: '2026-01-21T10:00:00Z' }]);
  await withdraw();
  await store(database, id, [{ start_time: '2026-01-22T10:00:00Z' }]);
  const { organization_ids: ids, days } = await database.rollup.transaction((transaction) =>
    foldStatement.one(transaction, { most: 100 }),
  );
  expect(ids).toEqual([id, id]);
  expect(days.toSorted()).toEqual(['2026-01-20', '2026-01-21']);
});

test('a rollup whose last execution is voided is gone, and the others stay', async () => {
  await store(database, id, [{ task_type: 'a' }, { task_type: 'b' }]);
  await foldAll();
  await store(database, id, [{ task_type: 'a' }]);
  await withdraw();
  await foldAll();
  expect(
    await of(
      `select task_type, s.executions::integer from rollup_sums s
       join rollup_dimensions d on d.organization_id = s.organization_id and d.id = s.dimensions_id
       where s.organization_id = $1`,
    ),
  ).toEqual([{ task_type: 'b', executions: 1 }]);
});

test('executions with and without a model are different sets of dimensions, each made once', async () => {
  const kinds = [{}, { model: 'm' }, { model: 'n' }, { task_type: 'b' }];
  for (let round = 0; round < 3; round += 1) {
    await store(database, id, kinds);
    await foldAll();
  }
  expect(await of('select count(*)::integer from rollup_dimensions where organization_id = $1')).toEqual([
    { count: 4 },
  ]);
  expect(await of('select distinct executions::integer from rollup_sums where organization_id = $1')).toEqual(
    [{ executions: 3 }],
  );
});

// What a correction of a cost leaves of a day whose executions no rollup counts any more.
test('a delta without any duration adds no segment', async () => {
  await store(database, id, [{}]);
  await of(
    "update rollup_deltas set executions = 0, actual_cost = 7, duration_bins = '{}', duration_counts = '{}' where organization_id = $1",
  );
  await foldAll();
  expect(
    await of('select executions::integer, actual_cost::integer from rollup_sums where organization_id = $1'),
  ).toEqual([{ executions: 0, actual_cost: 7 }]);
  expect(await of('select from rollup_durations where organization_id = $1')).toEqual([]);
});

test('what the version before has folded is read as it is, and taken over by the next fold', async () => {
  await store(database, id, [{ end_time: '2026-01-20T10:00:03Z' }, { provider: 'slow', model: 'm' }]);
  await database.admin.query(
    `with folded as (delete from rollup_deltas returning *)
     insert into daily_rollups select (jsonb_populate_record(null::daily_rollups, to_jsonb(folded))).* from folded`,
  );
  await store(database, id, [{ end_time: '2026-01-20T10:00:05Z' }]);
  expect(await ofThis('current_measures')).toEqual([]);
  expect(await foldAll()).toEqual({ folded: 3, remaining: false, held: true });
  expect(await ofThis('rollup_sums')).toEqual([]);
  expect(await of('select from daily_rollups where organization_id = $1')).toEqual([]);
});

test('current_rollups has the measures and the durations of both', async () => {
  await store(database, id, [{ end_time: '2026-01-20T10:00:03Z' }, { provider: 'slow', model: 'm' }]);
  await foldAll();
  await store(database, id, [{ end_time: '2026-01-20T10:00:05Z' }]);
  const sums = 'sum(executions)::integer as executions, sum(duration_ms)::integer as duration_ms';
  expect(await of(`select ${sums} from current_rollups where organization_id = $1`)).toEqual(
    await of(`select ${sums} from current_measures where organization_id = $1`),
  );
  expect(
    await of(
      `select sum(c)::integer as durations
       from current_rollups cross join lateral unnest(duration_counts) as c where organization_id = $1`,
    ),
  ).toEqual([{ durations: 3 }]);
});
