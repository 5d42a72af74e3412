import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000123457' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000012345679' });
});
afterAll(() => database.drop());

// Ten days of them, then ten days of others.
const from = (day: number) =>
  Array.from({ length: 10 }, (_, at) => `2026-01-${String(day + at).padStart(2, '0')}T12:00:00Z`);
const unpriced = from(1).map((start_time) => ({ provider: 'unheard_of', start_time }));
const priced = from(11).map((start_time) => ({ start_time, tokens_used: 1_000_000 }));
const read = async (id: string, start_date: string, end_date: string) =>
  api.result(savingsSummary, { query: { organization_id: id, start_date, end_date } });

test('no year is projected from tasks that cannot be compared, whatever else ran later', async () => {
  const id = await createOrganization(database);
  await store(database, id, [...unpriced, ...priced]);
  const unknown = await read(id, '2026-01-01', '2026-01-10');
  expect(unknown).toMatchObject({ tasks: 10, compared_tasks: 0, projection: null });
  const both = await read(id, '2026-01-01', '2026-01-20');
  expect(both).toMatchObject({ tasks: 20, compared_tasks: 10 });
  expect(both.projection?.annual_savings).toBeGreaterThan(0);
  expect(both.trend.map((part) => part.compared_tasks)).toEqual([
    ...Array.from({ length: 10 }, () => 0),
    ...Array.from({ length: 10 }, () => 1),
  ]);
});

test.each([
  ['before', [...unpriced, ...priced]],
  [
    'now',
    [...unpriced, ...priced].map((task, at, all) => ({
      ...task,
      start_time: all[(at + 10) % 20]?.start_time,
    })),
  ],
])('nothing has changed against what is not known (%s)', async (_when, tasks) => {
  const id = await createOrganization(database);
  await store(database, id, tasks);
  const summary = await read(id, '2026-01-11', '2026-01-20');
  expect(summary).toMatchObject({ tasks: 10, change: null, preceding_period: { tasks: 10 } });
  expect(summary.compared_tasks + summary.preceding_period.compared_tasks).toBe(10);
});

test('days without any task are nothing, which is known', async () => {
  const id = await createOrganization(database);
  await store(database, id, [{ start_time: '2026-01-01T12:00:00Z' }, ...priced]);
  const summary = await read(id, '2026-01-11', '2026-01-19');
  expect(summary.change).not.toBeNull();
  expect((await read(id, '2026-01-02', '2026-01-10')).projection?.annual_savings).toBe(0);
});

test('what ran today decides nothing about the year: the days before it are known or not by themselves', async () => {
  const today = '2026-01-26T08:00:00Z';
  const unknown = await createOrganization(database);
  await store(database, unknown, [...unpriced, { start_time: today }]);
  expect(await read(unknown, '2026-01-01', '2026-01-26')).toMatchObject({
    compared_tasks: 1,
    projection: null,
  });
  const nothing = await createOrganization(database);
  const early = { start_time: '2026-01-01T12:00:00Z' };
  await store(database, nothing, [early, { start_time: today, provider: 'unheard_of' }]);
  const { compared_tasks, projection } = await read(nothing, '2026-01-02', '2026-01-26');
  expect([compared_tasks, projection?.annual_savings]).toEqual([0, 0]);
});
