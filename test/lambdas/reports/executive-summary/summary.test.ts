import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { executiveSummary } from '../../../../lambdas/reports/executive-summary/contract.ts';
import type { Api } from '../../../support/api.ts';
import { createOrganization, createPrice, store } from '../../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts';
import { DASHBOARD_URL, reportsApi } from '../reports.ts';
import { DAY, tasks } from './tasks.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = reportsApi(database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000003' });
  await createPrice(database, { provider: 'dear', costPerUnit: '0.000009' });
});
afterAll(() => database.drop());

const summary = (organization_id: string, query: Readonly<Record<string, string>> = {}) =>
  api.result(executiveSummary, { query: { organization_id, ...DAY, ...query } });

describe('an organization without anything', () => {
  test('has a summary that says nothing of what is not known', async () => {
    const organization = await createOrganization(database, { name: 'Vandelay' });
    expect(await summary(organization)).toMatchObject({
      organization: 'Vandelay',
      baselines: [{ provider: 'slow', model: null, start: null, end: null }],
      period: { start: DAY.start_date, end: DAY.end_date },
      total_savings: 0,
      savings_percentage: null,
      tasks: 0,
      success_rate: null,
      projection: null,
      change: null,
      time: {
        tasks: 0,
        tasks_share: null,
        avg_duration_ms: null,
        baseline_avg_duration_ms: null,
        change_percentage: null,
        hours_saved: null,
        task_types: [],
      },
      routing: { decisions: 0, judged: 0, optimal: 0, optimal_share: null },
      best_performer: null,
      most_cost_efficient: null,
      providers: [],
      trend_period: 'day',
      methodology: { url: `${DASHBOARD_URL}/help` },
    });
  });

  test('may even have no baseline', async () => {
    const organization = await createOrganization(database, { baseline: null });
    expect(await summary(organization)).toMatchObject({ baselines: [] });
  });
});

describe('time against the baseline provider', () => {
  test('is that of the same mix of types: 30 of its tasks are enough, 29 are not', async () => {
    const organization = await createOrganization(database);
    await store(database, organization, [
      ...tasks(30, { provider: 'slow', task_type: 'review' }, 2_000),
      ...tasks(10, { provider: 'fast', task_type: 'review' }, 1_000),
      ...tasks(29, { provider: 'slow', task_type: 'debugging' }, 8_000),
      ...tasks(31, { provider: 'fast', task_type: 'debugging' }, 1_000),
      ...tasks(1, { provider: 'fast', task_type: 'docs' }, 5),
    ]);
    const { time } = await summary(organization);
    expect(time).toEqual({
      tasks: 40,
      tasks_share: 0.396,
      // (30 × 2 s + 10 × 1 s) ÷ 40, against 2 s for each.
      avg_duration_ms: 1_750,
      baseline_avg_duration_ms: 2_000,
      change_percentage: -12.5,
      // 10 s.
      hours_saved: 0,
      exact: {
        avg_duration_ms: expect.stringMatching(/^1750\.0+$/),
        baseline_avg_duration_ms: expect.stringMatching(/^2000\.0+$/),
        change_percentage: expect.stringMatching(/^-12\.50+$/),
        hours_saved: expect.stringMatching(/^0\.0027{10,}8$/),
      },
      task_types: [
        {
          task_type: 'debugging',
          tasks: 60,
          avg_duration_ms: 4_383.33,
          baseline_tasks: 29,
          baseline_avg_duration_ms: 8_000,
          included: false,
        },
        {
          task_type: 'review',
          tasks: 40,
          avg_duration_ms: 1_750,
          baseline_tasks: 30,
          baseline_avg_duration_ms: 2_000,
          included: true,
        },
        {
          task_type: 'docs',
          tasks: 1,
          avg_duration_ms: 5,
          baseline_tasks: 0,
          baseline_avg_duration_ms: null,
          included: false,
        },
      ],
    });
    await store(database, organization, tasks(1, { provider: 'slow', task_type: 'debugging' }, 8_000));
    const after = await summary(organization);
    expect(after.time.tasks).toBe(101);
    // 31 tasks of 1 s instead of 8 s, and the 10 s.
    expect(after.time.hours_saved).toBe(Number(((31 * 7 + 10) / 3_600).toFixed(2)));
  });

  test('is a loss where tasks took longer', async () => {
    const organization = await createOrganization(database);
    await store(database, organization, [
      ...tasks(30, { provider: 'slow' }, 1_000),
      ...tasks(30, { provider: 'dear' }, 3_601_000),
    ]);
    const { time } = await summary(organization);
    expect(time.hours_saved).toBe(-30);
    expect(time.change_percentage).toBe(180_000);
  });

  test('looks at the baseline of each day, the one in force at its end', async () => {
    const organization = await createOrganization(database, { timeZone: 'America/New_York' });
    // 20 January, 9 in the morning there.
    await database.admin.query(
      `update organization_baselines set end_date = '2026-01-20T14:00:00Z' where organization_id = $1`,
      [organization],
    );
    await database.admin.query(
      `insert into organization_baselines (organization_id, provider, model, effective_date, created_by)
       values ($1, 'dear', 'd1', '2026-01-20T14:00:00Z', 'test')`,
      [organization],
    );
    await store(database, organization, [
      // Their 19th: slow is the baseline.
      ...tasks(30, { provider: 'slow', start_time: '2026-01-20T04:00:00Z' }, 2_000),
      ...tasks(30, { provider: 'dear', start_time: '2026-01-20T04:00:00Z' }, 9_000),
      // Their 20th: dear is, slow no more, all day long.
      ...tasks(30, { provider: 'slow', start_time: '2026-01-20T06:00:00Z' }, 7_000),
      ...tasks(10, { provider: 'dear', start_time: '2026-01-20T06:00:00Z' }, 4_000),
    ]);
    const both = await summary(organization, { start_date: '2026-01-19' });
    expect(both.time.task_types[0]).toMatchObject({ baseline_tasks: 40, baseline_avg_duration_ms: 2_500 });
    expect(both.baselines).toEqual([
      { provider: 'slow', model: null, start: null, end: '2026-01-20T14:00:00.000Z' },
      { provider: 'dear', model: 'd1', start: '2026-01-20T14:00:00.000Z', end: null },
    ]);
    const second = await summary(organization);
    expect(second.time.task_types[0]).toMatchObject({ baseline_tasks: 10, included: false });
    expect(second.baselines).toHaveLength(2);
    const first = await summary(organization, { start_date: '2026-01-19', end_date: '2026-01-19' });
    expect(first.baselines).toHaveLength(1);
  });
});

describe('providers', () => {
  test('compete with 30 tasks, by success and by what they saved of the baseline', async () => {
    const organization = await createOrganization(database);
    await store(database, organization, [
      ...tasks(30, { provider: 'fast' }, 10),
      ...tasks(1, { provider: 'fast', success: false }, 10),
      ...tasks(29, { provider: 'slow' }, 10),
      ...tasks(30, { provider: 'dear' }, 10),
    ]);
    const before = await summary(organization);
    expect(before.best_performer).toEqual({ provider: 'dear', tasks: 30, contenders: 2, success_rate: 1 });
    expect(before.most_cost_efficient).toEqual({
      provider: 'fast',
      tasks: 30,
      contenders: 2,
      savings_percentage: 66.67,
    });
    await store(database, organization, tasks(2, { provider: 'slow' }, 10));
    const after = await summary(organization);
    // As good as dear, with more tasks.
    expect(after.best_performer).toMatchObject({ provider: 'slow', tasks: 31, contenders: 3 });
  });

  test('without a price are never the most cost-efficient', async () => {
    const organization = await createOrganization(database);
    await store(database, organization, tasks(40, { provider: 'unheard_of' }, 10));
    expect(await summary(organization)).toMatchObject({
      best_performer: { provider: 'unheard_of' },
      most_cost_efficient: null,
      coverage: { unpriced: 40 },
    });
  });
});

test.each([
  ['2026-01-01', '2026-04-02', 'day', 92],
  ['2026-01-01', '2026-04-03', 'week', 14],
  ['2024-01-01', '2025-12-31', 'week', 105],
  ['2024-01-01', '2026-01-01', 'month', 25],
])('from %s to %s the trend is by %s', async (start_date, end_date, period, periods) => {
  const organization = await createOrganization(database);
  const answer = await summary(organization, { start_date, end_date });
  expect(answer.trend_period).toBe(period);
  expect(answer.trend).toHaveLength(periods);
});

test('what is not a format, a paper or a parameter is refused by its name', async () => {
  const organization_id = await createOrganization(database);
  const { errors } = await api.problem(executiveSummary, {
    query: { organization_id, format: 'docx', paper: 'a3', provider: 'slow' },
  });
  expect(errors?.map((error) => error.parameter)).toEqual(['format', 'paper', 'provider']);
});

test.each(['json', 'csv', 'pdf'])('%s that still says the same is not sent again', async (format) => {
  const organization_id = await createOrganization(database);
  const request = { route: executiveSummary.path, query: { organization_id, format, ...DAY } };
  const { headers } = await api.call(request);
  const again = await api.call({ ...request, headers: { 'if-none-match': String(headers['etag']) } });
  expect(again).toMatchObject({ status: 304, text: '' });
});
