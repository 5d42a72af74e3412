import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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

test('successful executions with both costs are compared; failed and uncompared ones are apart', async () => {
  const id = await createOrganization(database);
  await store(database, id, [
    { tokens_used: 1_000_001 },
    { tokens_used: 1_000_001, success: false },
    { tokens_used: 500, provider: 'unheard_of' },
  ]);
  const summary = await api.result(savingsSummary, { query: { organization_id: id } });
  expect(summary).toMatchObject({
    total_savings: 12.22,
    total_cost: 0.12,
    baseline_cost: 12.35,
    savings_percentage: 99,
    failed_cost: 0.12,
    uncompared_cost: 0,
    tasks: 3,
    successful_tasks: 2,
    failed_tasks: 1,
    coverage: { executions: 3, priced: 2, unpriced: 1, percentage: 66.67 },
    currency: 'USD',
    period: { start: '2026-01-01', end: '2026-01-26' },
    exact: {
      total_cost: '0.123457123457',
      baseline_cost: '12.345691345679',
      total_savings: '12.222234222222',
      failed_cost: '0.123457123457',
    },
  });
});

test('what has no baseline to be compared with is paid for all the same', async () => {
  const id = await createOrganization(database, { baseline: null });
  await store(database, id, [{ tokens_used: 1_000_000 }]);
  const summary = await api.result(savingsSummary, { query: { organization_id: id } });
  expect(summary).toMatchObject({
    total_cost: 0,
    total_savings: 0,
    savings_percentage: null,
    uncompared_cost: 0.12,
  });
});

test('negative savings stay negative', async () => {
  const id = await createOrganization(database, { baseline: 'fast' });
  await store(database, id, [{ provider: 'slow', tokens_used: 1_000_000 }]);
  const summary = await api.result(savingsSummary, { query: { organization_id: id } });
  expect(summary.total_savings).toBe(-12.22);
  expect(summary.savings_percentage).toBe(-9899.98);
});

test('an organization without executions has zeros, unknown percentages and a whole trend', async () => {
  const id = await createOrganization(database);
  const summary = await api.result(savingsSummary, { query: { organization_id: id } });
  expect(summary).toMatchObject({ total_savings: 0, tasks: 0, savings_percentage: null });
  expect(summary.coverage).toEqual({ executions: 0, priced: 0, unpriced: 0, percentage: null });
  expect(summary.trend).toHaveLength(26);
});

describe('the trend', () => {
  let id: string;
  const query = { start_date: '2026-01-07', end_date: '2026-01-21' };
  beforeAll(async () => {
    id = await createOrganization(database, { timeZone: 'America/New_York' });
    await store(database, id, [
      // Still the 6th in New York.
      { start_time: '2026-01-07T04:59:59.999Z', tokens_used: 1_000_000 },
      { start_time: '2026-01-07T05:00:00Z', tokens_used: 2_000_000 },
      { start_time: '2026-01-12T12:00:00Z', tokens_used: 3_000_000 },
      { start_time: '2026-01-22T04:59:59Z', tokens_used: 4_000_000 },
      { start_time: '2026-01-22T05:00:00Z', tokens_used: 5_000_000 },
    ]);
  });

  test('has every period, by the days of the time zone', async () => {
    const days = await api.result(savingsSummary, { query: { organization_id: id, ...query } });
    expect(days.trend.map((day) => day.date)).toEqual(
      Array.from({ length: 15 }, (_, index) => `2026-01-${String(7 + index).padStart(2, '0')}`),
    );
    expect(days.trend.filter((day) => day.tasks > 0).map((day) => day.date)).toEqual([
      '2026-01-07',
      '2026-01-12',
      '2026-01-21',
    ]);
    expect(days.exact.total_cost).toBe('1.111113000000');
  });

  test('adds up to the totals in each period', async () => {
    for (const period of ['day', 'week', 'month']) {
      const summary = await api.result(savingsSummary, { query: { organization_id: id, ...query, period } });
      expect(summary.trend.reduce((tasks, part) => tasks + part.tasks, 0)).toBe(3);
      expect(summary.tasks).toBe(3);
    }
    const weeks = await api.result(savingsSummary, {
      query: { organization_id: id, ...query, period: 'week' },
    });
    expect(weeks.trend.map(({ date, end, tasks }) => [date, end, tasks])).toEqual([
      ['2026-01-07', '2026-01-11', 1],
      ['2026-01-12', '2026-01-18', 1],
      ['2026-01-19', '2026-01-21', 1],
    ]);
  });

  test('has the preceding equal range beside it', async () => {
    const { preceding_period: preceding } = await api.result(savingsSummary, {
      query: { organization_id: id, ...query },
    });
    expect(preceding).toMatchObject({ start: '2025-12-23', end: '2026-01-06', total_cost: 0.12 });
    expect(preceding.exact.total_cost).toBe('0.123457000000');
  });
});

test('what was folded and what is pending are one', async () => {
  const id = await createOrganization(database);
  await store(database, id, [{ tokens_used: 10 }, { tokens_used: 20 }]);
  await database.admin.query(
    `with folded as (delete from rollup_deltas where organization_id = $1 returning *)
     insert into daily_rollups
     select (jsonb_populate_record(null::daily_rollups, to_jsonb(folded))).* from folded`,
    [id],
  );
  await store(database, id, [{ tokens_used: 30 }]);
  const summary = await api.result(savingsSummary, { query: { organization_id: id } });
  expect(summary.exact.total_cost).toBe('0.000007407420');
});
