import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
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
    total_cost: null,
    total_savings: null,
    baseline_cost: null,
    exact: { total_savings: null, total_cost: null, baseline_cost: null, failed_cost: '0' },
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
  expect(summary.coverage).toEqual({
    executions: 0,
    priced: 0,
    unpriced: 0,
    failed_without_usage: 0,
    percentage: null,
  });
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
  await fold(database.rollup, () => false);
  await store(database, id, [{ tokens_used: 30 }]);
  const summary = await api.result(savingsSummary, { query: { organization_id: id } });
  expect(summary.exact.total_cost).toBe('0.000007407420');
});

describe('of one provider', () => {
  let id: string;
  beforeAll(async () => {
    id = await createOrganization(database);
    await store(database, id, [
      { provider: 'fast', tokens_used: 1_000_000 },
      { provider: 'slow', tokens_used: 3_000_000 },
    ]);
  });

  test('the figures, trend and comparison are its own', async () => {
    const query = { organization_id: id, provider: 'slow', start_date: '2026-01-20' };
    const summary = await api.result(savingsSummary, { query });
    expect(summary).toMatchObject({ tasks: 1, total_cost: 37.04, total_savings: 0 });
    expect(summary.trend.map((day) => day.tasks)).toEqual([1, 0, 0, 0, 0, 0, 0]);
    const before = await api.result(savingsSummary, {
      query: { ...query, start_date: '2026-01-21', end_date: '2026-01-21' },
    });
    expect(before.preceding_period.total_cost).toBe(37.04);
  });

  test('that nothing ran on, they are zero', async () => {
    const query = { organization_id: id, provider: 'unheard_of' };
    expect(await api.result(savingsSummary, { query })).toMatchObject({ tasks: 0, total_savings: 0 });
  });
});

test('cumulative savings go on through days without executions, and end with the total', async () => {
  const id = await createOrganization(database);
  await store(database, id, [
    { start_time: '2026-01-20T10:00:00Z', tokens_used: 1_000_000 },
    { start_time: '2026-01-22T10:00:00Z', tokens_used: 500_000 },
  ]);
  const query = { organization_id: id, start_date: '2026-01-19', end_date: '2026-01-23' };
  const { trend, exact } = await api.result(savingsSummary, { query });
  expect(trend.map((day) => day.exact.cumulative_savings)).toEqual([
    '0',
    '12.222222000000',
    '12.222222000000',
    '18.333333000000',
    '18.333333000000',
  ]);
  expect(exact.total_savings).toBe('18.333333000000');
});

describe('the change', () => {
  let id: string;
  const million = (day: string, tokens_used = 1_000_000) => ({ start_time: `${day}T10:00:00Z`, tokens_used });
  const changeOf = (query: Record<string, string>) =>
    api.result(savingsSummary, { query: { organization_id: id, ...query } });
  beforeAll(async () => {
    id = await createOrganization(database);
    await store(database, id, [
      million('2025-12-01'),
      million('2025-12-10'),
      million('2025-12-26'),
      million('2025-12-27', 8_000_000),
      million('2026-01-05', 3_000_000),
    ]);
  });

  test('is against the equally long range before', async () => {
    expect(await changeOf({ start_date: '2026-01-05', end_date: '2026-01-14' })).toMatchObject({
      preceding_period: { start: '2025-12-26', end: '2026-01-04' },
      change: { savings: -73.33, percentage: -66.67, exact: { savings: '-73.333332000000' } },
    });
  });

  test('is against the same days of the previous month where that is asked for', async () => {
    expect(await changeOf({ compare_to: 'same_days_of_previous_month' })).toMatchObject({
      period: { start: '2026-01-01', end: '2026-01-26' },
      preceding_period: { start: '2025-12-01', end: '2025-12-26', total_savings: 36.67 },
      change: { savings: 0, percentage: 0 },
    });
  });

  test('is unknown where the figures do not reach back far enough', async () => {
    expect((await changeOf({ start_date: '2025-12-01' })).change).toBeNull();
  });

  test('has no percentage of nothing', async () => {
    const { change } = await changeOf({ start_date: '2026-01-05', end_date: '2026-01-05' });
    expect(change).toMatchObject({ savings: 36.67, percentage: null });
  });

  test('with the previous month is refused for a range of more than one', async () => {
    const query = {
      organization_id: id,
      start_date: '2025-12-31',
      compare_to: 'same_days_of_previous_month',
    };
    expect(await api.problem(savingsSummary, { query })).toMatchObject({
      status: 400,
      errors: [
        {
          parameter: 'compare_to',
          detail: 'can be same_days_of_previous_month only for a range within one month',
        },
      ],
    });
  });
});

describe('the projection', () => {
  const days = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => ({
      start_time: `2026-01-${String(from + index).padStart(2, '0')}T09:00:00Z`,
      tokens_used: 1_000_000,
    }));

  test('is the run rate of the complete days since there are figures', async () => {
    const id = await createOrganization(database);
    // 12.222222 a day from the 19th; today, the 26th, has twice as much and does not count.
    await store(database, id, [...days(19, 26), ...days(26, 26)]);
    const { projection } = await api.result(savingsSummary, { query: { organization_id: id } });
    expect(projection).toEqual({
      annual_savings: 4461.11,
      start: '2026-01-19',
      end: '2026-01-25',
      days: 7,
      exact: { annual_savings: expect.stringMatching(/^4461\.11103/) },
    });
  });

  test('of a range in the past is based on all of its days', async () => {
    const id = await createOrganization(database);
    await store(database, id, days(5, 5));
    const query = { organization_id: id, start_date: '2026-01-05', end_date: '2026-01-14' };
    expect((await api.result(savingsSummary, { query })).projection).toMatchObject({
      days: 10,
      annual_savings: 446.11,
    });
  });

  test('needs seven days', async () => {
    const id = await createOrganization(database);
    await store(database, id, days(20, 26));
    const { projection } = await api.result(savingsSummary, { query: { organization_id: id } });
    expect(projection).toBeNull();
  });
});
