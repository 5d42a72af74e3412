import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { foldAndRefresh } from '../../support/refreshed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.003' });
});
afterAll(() => database.drop());

async function daily(organizationId: string) {
  const { rows } = await database.admin.query(
    `select *, avg_duration_ms::float as average, p50_duration_ms::float as p50, p95_duration_ms::float as p95,
       p99_duration_ms::float as p99
     from analytics_aggregations where organization_id = $1 and period_type = 'daily'`,
    [organizationId],
  );
  return rows[0];
}

const lasting = (seconds: number) => ({
  start_time: '2026-01-20T10:00:00Z',
  end_time: new Date(Date.parse('2026-01-20T10:00:00Z') + seconds * 1000).toISOString(),
});

test('percentiles are of the very ranks: the 95th of a hundred is the p95', async () => {
  const id = await createOrganization(database);
  // In seconds: 94 short ones, then one of a kind at each rank that a percentile must not take.
  const durations = [...Array<number>(94).fill(0.5), 1, 5, 5, 5, 10, 100];
  await store(database, id, durations.map(lasting));
  await foldAndRefresh(database);
  const { average, p50, p95, p99 } = await daily(id);
  expect(average).toBeCloseTo(1000 * ((94 * 0.5 + 1 + 15 + 10 + 100) / 100), 6);
  for (const [estimated, exact] of [
    [p50, 500],
    [p95, 1_000],
    [p99, 10_000],
  ]) {
    expect(Math.abs(estimated - exact)).toBeLessThanOrEqual(0.0101 * exact);
  }
});

test('counts of failures, and figures by provider and by task type', async () => {
  const id = await createOrganization(database);
  await store(database, id, [
    { task_type: 'a' },
    { task_type: 'b', provider: 'slow' },
    { task_type: 'b', success: false },
    { task_type: 'b', provider: 'nobody' },
  ]);
  await foldAndRefresh(database);
  const row = await daily(id);
  expect(row).toMatchObject({
    total_tasks: '4',
    successful_tasks: '3',
    failed_tasks: '1',
    priced_tasks: '3',
  });
  expect(Object.keys(row.by_provider).sort()).toEqual(['fast', 'nobody', 'slow']);
  expect(Object.keys(row.by_task_type).sort()).toEqual(['a', 'b']);
  expect(row.by_provider.fast).toMatchObject({ tasks: 2 });
  expect(row.by_task_type.b).toMatchObject({ tasks: 3 });
});

test('one task is its own average and percentiles, and of none there are not any', async () => {
  const one = await createOrganization(database);
  const none = await createOrganization(database);
  for (const id of [one, none]) await store(database, id, [lasting(2)]);
  // What a correction of a cost leaves of a day whose executions no rollup counts any more.
  await database.admin.query(
    `update rollup_deltas set executions = 0, actual_cost = 7, duration_ms = 0, duration_bins = '{}', duration_counts = '{}'
     where organization_id = $1`,
    [none],
  );
  await foldAndRefresh(database);
  const ofOne = await daily(one);
  expect(ofOne).toMatchObject({ total_tasks: '1', average: 2000 });
  for (const percentile of [ofOne.p50, ofOne.p95, ofOne.p99]) {
    expect(Math.abs(percentile - 2000)).toBeLessThanOrEqual(0.0101 * 2000);
  }
  const ofNone = await daily(none);
  expect(ofNone).toMatchObject({ total_tasks: '0', average: null, p50: null, p95: null, p99: null });
  expect(Number(ofNone.total_cost)).toBe(7);
});
