import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fold } from '../../../lambdas/rollup/fold.statement.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const foldAll = () => database.rollup.transaction((transaction) => fold.one(transaction, { most: 100 }));

test('each day that deltas touch is told once', async () => {
  const first = await createOrganization(database);
  const second = await createOrganization(database);
  for (const id of [first, second]) {
    await store(database, id, [{ task_type: 'a' }, { task_type: 'b' }]);
    await store(database, id, [{ start_time: '2026-01-21T10:00:00Z' }, {}]);
  }
  const { folded, organization_ids: ids, days } = await foldAll();
  expect(folded).toBeGreaterThan(4);
  expect(ids.map((id, index) => `${id} ${days[index]}`).toSorted()).toEqual(
    [first, second].flatMap((id) => [`${id} 2026-01-20`, `${id} 2026-01-21`]).toSorted(),
  );
  expect(await foldAll()).toEqual({ folded: 0, organization_ids: [], days: [] });
});

// What a correction of a cost leaves of a day whose executions no rollup counts any more.
test('a delta without any duration becomes a rollup without any', async () => {
  const id = await createOrganization(database);
  await store(database, id, [{}]);
  await database.admin.query(
    "update rollup_deltas set executions = 0, actual_cost = 7, duration_bins = '{}', duration_counts = '{}'",
  );
  await foldAll();
  const { rows } = await database.admin.query(
    `select executions::integer, actual_cost::integer, duration_bins, duration_counts
     from daily_rollups where organization_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ executions: 0, actual_cost: 7, duration_bins: [], duration_counts: [] }]);
});
