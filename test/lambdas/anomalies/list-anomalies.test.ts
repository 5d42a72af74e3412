import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { listAnomalies } from '../../../lambdas/anomalies/contract.ts';
import { anomalies as statement } from '../../../lambdas/anomalies/anomalies.statement.ts';
import { openCounts } from '../../../lambdas/anomalies/open-counts.statement.ts';
import { anomaliesOperations } from '../../../lambdas/anomalies/operations.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(anomaliesOperations, database.api);
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000010000001' });
  await createPrice(database, { provider: 'dear', costPerUnit: '0.000020000003' });
  await createPrice(database, { provider: 'absurd', costPerUnit: '0.001' });
});
afterAll(() => database.drop());

const list = (organization_id: string, query: Record<string, string> = {}) =>
  api.result(listAnomalies, { query: { organization_id, ...query } });

/** `execution kind` of a page and of all pages after it. */
async function readOn(organizationId: string, query: Record<string, string>): Promise<string[]> {
  const { anomalies, next_cursor: cursor } = await list(organizationId, query);
  const own = anomalies.map(({ execution, kind }) => `${execution.id} ${kind}`);
  return cursor === null ? own : [...own, ...(await readOn(organizationId, { ...query, cursor }))];
}

test('an anomaly tells its execution, with its signed saving rounded and exact', async () => {
  const organizationId = await createOrganization(database, { timeZone: 'America/New_York' });
  const execution = { id: randomUUID(), provider: 'dear', model: 'm', start_time: '2026-01-20T03:00:00Z' };
  await store(database, organizationId, [execution, { provider: 'slow' }, { provider: 'nobody_prices_it' }]);
  expect(await list(organizationId)).toEqual({
    anomalies: [
      {
        id: expect.any(String),
        kind: 'negative_savings',
        status: 'open',
        note: null,
        reviewed_by: null,
        reviewed_at: null,
        created_at: expect.any(String),
        execution: {
          id: execution.id,
          day: '2026-01-19',
          start_time: '2026-01-20T03:00:00.000Z',
          provider: 'dear',
          model: 'm',
          task_type: 'code_generation',
          success: true,
          actual_cost: 0.02,
          baseline_cost: 0.01,
          savings: -0.01,
          exact: {
            actual_cost: '0.020000003000',
            baseline_cost: '0.010000001000',
            savings: '-0.010000002000',
          },
        },
      },
    ],
    open: { negative_savings: 1, cost_over_10x_baseline: 0, over_review_threshold: 0 },
    next_cursor: null,
  });
});

test('a failed execution has costs and no saving', async () => {
  const organizationId = await createOrganization(database);
  await store(database, organizationId, [{ provider: 'absurd', success: false }]);
  const { anomalies } = await list(organizationId);
  expect(anomalies.map(({ kind, execution }) => [kind, execution.actual_cost, execution.savings])).toEqual([
    ['cost_over_10x_baseline', 1, null],
  ]);
});

describe('pages', () => {
  test('hold each anomaly once, newest first, even where many start in the same microsecond', async () => {
    const organizationId = await createOrganization(database);
    const at = (microseconds: number) => ({
      id: randomUUID(),
      provider: 'absurd',
      tokens_used: 2000,
      start_time: `2026-01-20T10:00:00.12345${microseconds}Z`,
    });
    const later = at(7);
    const tied = Array.from({ length: 7 }, () => at(6));
    const earlier = at(5);
    await store(database, organizationId, [earlier, ...tied, later]);
    const kinds = ['cost_over_10x_baseline', 'negative_savings', 'over_review_threshold'];
    const each = (executions: { id: string }[]) =>
      executions.flatMap(({ id }) => kinds.map((kind) => `${id} ${kind}`)).sort();

    const seen = await readOn(organizationId, { limit: '4' });
    expect(seen.slice(0, 3).sort()).toEqual(each([later]));
    expect(seen.slice(3, -3).sort()).toEqual(each(tied));
    expect(seen.slice(-3).sort()).toEqual(each([earlier]));
    expect(seen).toEqual(await readOn(organizationId, { limit: '27' }));
    expect((await list(organizationId, { limit: '27' })).next_cursor).toBeNull();
    expect((await list(organizationId, { limit: '26' })).next_cursor).not.toBeNull();
  });

  test.each(['x', 'bm90IGpzb24', Buffer.from('["2026-01-01","no id"]').toString('base64url')])(
    'refuse the cursor %s by name',
    async (cursor) => {
      const organization_id = await createOrganization(database);
      const problem = await api.problem(listAnomalies, { query: { organization_id, cursor } });
      expect(problem.errors).toEqual([
        { parameter: 'cursor', detail: 'must be next_cursor of the previous page, unchanged' },
      ]);
    },
  );
});

test('kind and status narrow the page, days of another time zone also the numbers of what is open', async () => {
  const organizationId = await createOrganization(database, { timeZone: 'Pacific/Auckland' });
  // Midnight of January 20 in Auckland, 13 hours ahead of UTC, and the microsecond before it.
  const before = { id: randomUUID(), provider: 'dear', start_time: '2026-01-19T10:59:59.999999Z' };
  const after = { id: randomUUID(), provider: 'absurd', start_time: '2026-01-19T11:00:00Z' };
  await store(database, organizationId, [before, after]);
  await database.admin.query(
    `update execution_flags set status = 'reviewed', reviewed_by = 'olga', reviewed_at = now()
     where execution_id = $1 and kind = 'negative_savings'`,
    [after.id],
  );
  const seen = (query: Record<string, string>) => readOn(organizationId, query);
  const loss = (execution: { id: string }) => `${execution.id} negative_savings`;
  const dear = `${after.id} cost_over_10x_baseline`;

  expect(await seen({ kind: 'negative_savings' })).toEqual([loss(after), loss(before)]);
  expect(await seen({ kind: 'over_review_threshold' })).toEqual([]);
  expect(await seen({ status: 'reviewed' })).toEqual([loss(after)]);
  expect(await seen({ status: 'open' })).toEqual([dear, loss(before)]);
  expect(await seen({ status: 'open', kind: 'negative_savings' })).toEqual([loss(before)]);
  expect(await seen({ end_date: '2026-01-19' })).toEqual([loss(before)]);
  expect((await seen({ start_date: '2026-01-20' })).sort()).toEqual([dear, loss(after)].sort());
  // A timestamp means the day that it falls on in Auckland.
  expect(await seen({ end_date: '2026-01-19T10:00:00Z' })).toEqual([loss(before)]);
  expect(await seen({ start_date: '2026-01-21' })).toEqual([]);

  const open = async (query: Record<string, string>) => (await list(organizationId, query)).open;
  const none = { negative_savings: 0, cost_over_10x_baseline: 0, over_review_threshold: 0 };
  expect(await open({})).toEqual({ ...none, negative_savings: 1, cost_over_10x_baseline: 1 });
  expect(await open({ end_date: '2026-01-19' })).toEqual({ ...none, negative_savings: 1 });
  expect(await open({ start_date: '2026-01-20' })).toEqual({ ...none, cost_over_10x_baseline: 1 });
  expect(await open({ start_date: '2026-01-21' })).toEqual(none);
  expect(await open({ kind: 'over_review_threshold', status: 'reviewed' })).toEqual(await open({}));
});

test.each([
  [{ kind: 'strange' }, 'kind', /^must be one of negative_savings, cost_over_10x_baseline, over_/],
  [{ status: 'done' }, 'status', /^must be open or reviewed$/],
  [{ limit: '201' }, 'limit', /^must be at most 200$/],
  [{ start_date: 'yesterday' }, 'start_date', /^must be a date/],
  [
    { start_date: '2026-01-02', end_date: '2026-01-01' },
    'start_date',
    /^must not be after end_date, 2026-01-01$/,
  ],
])('%j is refused by name', async (wrong, parameter, detail) => {
  const organization_id = await createOrganization(database);
  const problem = await api.problem(listAnomalies, { query: { organization_id, ...wrong } });
  expect(problem).toMatchObject({
    status: 400,
    errors: [{ parameter, detail: expect.stringMatching(detail) }],
  });
});

test('a page is read from the index by time, and open ones are counted without the table', async () => {
  const id = await createOrganization(database);
  await store(database, id, [{ provider: 'dear' }]);
  await database.admin.query('vacuum analyze execution_flags');
  const client = await database.admin.connect();
  // Too few rows here for the planner to care: what matters is that the indexes can serve it.
  await client.query(
    'begin; set local enable_seqscan = off; set local enable_sort = off; set local enable_bitmapscan = off',
  );
  const plan = async (text: string, parameters: unknown[]) => {
    const { rows } = await client.query(`explain (costs off) ${text}`, parameters);
    return rows.map((row) => String(row['QUERY PLAN'])).join('\n');
  };
  const organization = { organizationId: id, timeZone: 'UTC' };
  const everything = {
    ...organization,
    id: null,
    kind: null,
    status: null,
    start: null,
    end: null,
    afterTime: '2026-01-20T00:00:00Z',
    afterId: randomUUID(),
    limit: 51,
  };
  const all = await plan(statement.text, statement.values(everything));
  const open = await plan(
    statement.text,
    statement.values({ ...everything, status: 'open', start: '2026-01-01' }),
  );
  const january = { ...organization, start: '2026-01-01', end: '2026-01-31' };
  const counts = await plan(openCounts.text, openCounts.values(january));
  await client.query('rollback');
  client.release();
  expect(all).toMatch(/Index Scan Backward using execution_flags_newest/);
  expect(open).toMatch(/Index Scan Backward using execution_flags_open/);
  expect(counts).toMatch(/Index Only Scan using execution_flags_open/);
  for (const each of [all, open]) expect(each).not.toMatch(/Seq Scan|Sort/);
});
