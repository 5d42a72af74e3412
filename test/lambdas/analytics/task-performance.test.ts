import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { taskPerformance } from '../../../lambdas/analytics/task-performance/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store, type ExecutionFields } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  await createPrice(database, { provider: 'cheap', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'costly', costPerUnit: '0.000002' });
});
afterAll(() => database.drop());

const start = Date.parse('2026-01-20T10:00:00Z');

/** `count` executions of which `failures` fail. */
function runs(
  provider: string,
  count: number,
  failures: number,
  fields: ExecutionFields = {},
): ExecutionFields[] {
  return Array.from({ length: count }, (_, index) => ({ provider, success: index >= failures, ...fields }));
}

async function performance(executions: ExecutionFields[], query: Record<string, string> = {}) {
  const id = await createOrganization(database, { baseline: 'costly' });
  await store(database, id, executions);
  const { tasks } = await api.result(taskPerformance, { query: { organization_id: id, ...query } });
  return tasks;
}

test('percentiles are within one percent of the exact ones', async () => {
  // Spread over six orders of magnitude, in an order of its own.
  const durations = Array.from({ length: 1000 }, (_, index) => Math.round(1.0139 ** ((index * 367) % 1000)));
  const [task] = await performance(
    durations.map((duration) => ({
      start_time: new Date(start).toISOString(),
      end_time: new Date(start + duration).toISOString(),
    })),
  );
  const sorted = durations.toSorted((left, right) => left - right);
  for (const [estimate, rank] of [
    [task?.p50_duration_ms, 500],
    [task?.p95_duration_ms, 950],
    [task?.p99_duration_ms, 990],
  ]) {
    const exact = sorted[(rank ?? 0) - 1] ?? NaN;
    expect(Math.abs((estimate ?? NaN) - exact) / exact).toBeLessThanOrEqual(0.0101);
  }
  const mean = durations.reduce((sum, duration) => sum + duration, 0) / durations.length;
  expect(task?.avg_duration_ms).toBeCloseTo(mean, 2);
});

test('a duration of nothing is zero', async () => {
  const [task] = await performance([{}]);
  expect(task).toMatchObject({ avg_duration_ms: 0, p50_duration_ms: 0, p99_duration_ms: 0, success_rate: 1 });
});

test('task types come most frequent first and can be filtered', async () => {
  const executions = [
    ...runs('cheap', 2, 0, { task_type: 'review' }),
    ...runs('cheap', 3, 1, { task_type: 'testing' }),
    ...runs('costly', 1, 1, { task_type: 'testing' }),
  ];
  const all = await performance(executions);
  expect(
    all.map(({ task_type, total_tasks, success_rate }) => [task_type, total_tasks, success_rate]),
  ).toEqual([
    ['testing', 4, 0.5],
    ['review', 2, 1],
  ]);
  expect(await performance(executions, { task_type: 'review' })).toHaveLength(1);
  const filtered = await performance(executions, { task_type: 'testing', provider: 'cheap' });
  expect(filtered.map(({ total_tasks, success_rate }) => [total_tasks, success_rate])).toEqual([[3, 0.6667]]);
});

describe('the optimal provider', () => {
  const optimal = async (executions: ExecutionFields[], query?: Record<string, string>) =>
    (await performance(executions, query))[0]?.optimal_provider;

  test('is the cheaper one when it succeeds as often', async () => {
    expect(await optimal([...runs('cheap', 30, 0), ...runs('costly', 30, 0)])).toBe('cheap');
  });

  test('needs 30 tasks', async () => {
    expect(await optimal(runs('cheap', 29, 0))).toBeNull();
    expect(await optimal([...runs('cheap', 29, 0), ...runs('costly', 30, 0)])).toBe('costly');
  });

  test('is within two points of the best success rate, exactly two included', async () => {
    expect(await optimal([...runs('cheap', 50, 1), ...runs('costly', 50, 0)])).toBe('cheap');
    expect(await optimal([...runs('cheap', 49, 1), ...runs('costly', 50, 0)])).toBe('costly');
  });

  test('pays for its failures: a success that costs as much goes to the first name', async () => {
    const executions = [
      ...runs('cheap', 60, 1, { tokens_used: 59 }),
      ...runs('costly', 60, 0, { tokens_used: 30 }),
    ];
    expect(await optimal(executions)).toBe('cheap');
    const dearer = [
      ...runs('cheap', 60, 1, { tokens_used: 60 }),
      ...runs('costly', 60, 0, { tokens_used: 30 }),
    ];
    expect(await optimal(dearer)).toBe('costly');
  });

  test('has a known cost: unknown is not free', async () => {
    expect(await optimal([...runs('unheard_of', 30, 0), ...runs('costly', 30, 0)])).toBe('costly');
    expect(await optimal(runs('unheard_of', 30, 0))).toBeNull();
  });

  test('competes with all providers, whatever the provider filter', async () => {
    const executions = [...runs('cheap', 30, 0), ...runs('costly', 30, 0)];
    expect(await optimal(executions, { provider: 'costly' })).toBe('cheap');
  });
});
