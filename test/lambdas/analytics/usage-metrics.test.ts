import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { usageMetrics } from '../../../lambdas/analytics/usage-metrics/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
});
afterAll(() => database.drop());

const decision = { chosen_provider: 'fast', routing_strategy: 'balanced' };

test('users, tasks and adoption of a range', async () => {
  const id = await createOrganization(database);
  await store(database, id, [
    { user_id: 'ann', start_time: '2026-01-19T08:00:00Z', routing_decision: decision },
    { user_id: 'ann', start_time: '2026-01-19T09:00:00Z', task_type: 'testing' },
    { user_id: 'bob', start_time: '2026-01-19T09:00:00Z', task_type: 'testing' },
    {
      user_id: 'ann',
      start_time: '2026-01-21T09:00:00Z',
      task_type: 'testing',
      routing_decision: { ...decision, routing_strategy: 'cost_optimized' },
    },
  ]);
  const query = { organization_id: id, start_date: '2026-01-19', end_date: '2026-01-22' };
  const usage = await api.result(usageMetrics, { query });
  expect(usage).toMatchObject({
    daily_active_users: 0.75,
    active_users: 2,
    tasks: 4,
    tasks_per_day: 1,
    tasks_per_user: 2,
    top_task_types: [
      { type: 'testing', count: 3 },
      { type: 'code_generation', count: 1 },
    ],
    feature_adoption: { intelligent_routing: 0.5, cost_optimization: 0.25 },
  });
  expect(usage.trend).toEqual([
    { date: '2026-01-19', end: '2026-01-19', tasks: 3, active_users: 2 },
    { date: '2026-01-20', end: '2026-01-20', tasks: 0, active_users: 0 },
    { date: '2026-01-21', end: '2026-01-21', tasks: 1, active_users: 1 },
    { date: '2026-01-22', end: '2026-01-22', tasks: 0, active_users: 0 },
  ]);
  const weekly = await api.result(usageMetrics, { query: { ...query, period: 'week' } });
  expect(weekly.trend).toEqual([{ date: '2026-01-19', end: '2026-01-22', tasks: 4, active_users: 2 }]);
});

test.each([
  ['day', '2026-01-29'],
  ['week', '2026-01-26'],
  ['month', '2026-01-01'],
])('without dates, %s means the current one until today', async (period, start) => {
  const id = await createOrganization(database, { timeZone: 'Asia/Tokyo' });
  const request = { query: { organization_id: id, period }, now: '2026-01-28T15:00:00Z' };
  const usage = await api.result(usageMetrics, request);
  expect(usage.period).toEqual({ start, end: '2026-01-29' });
});

test('days that have not begun do not dilute the averages', async () => {
  const id = await createOrganization(database);
  await store(database, id, [{ start_time: '2026-01-26T08:00:00Z' }]);
  const query = { organization_id: id, start_date: '2026-01-25', end_date: '2026-01-31' };
  expect(await api.result(usageMetrics, { query })).toMatchObject({
    tasks_per_day: 0.5,
    daily_active_users: 0.5,
  });
});

test('nobody and nothing is null where it would be a quotient', async () => {
  const id = await createOrganization(database);
  expect(await api.result(usageMetrics, { query: { organization_id: id } })).toMatchObject({
    active_users: 0,
    tasks_per_user: null,
    top_task_types: [],
    feature_adoption: { intelligent_routing: null, cost_optimization: null },
  });
});
