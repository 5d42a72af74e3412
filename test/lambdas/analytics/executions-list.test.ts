import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { listExecutions } from '../../../lambdas/analytics/executions/contract.ts';
import { executionsPage } from '../../../lambdas/analytics/executions/list.statement.ts';
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
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000002345679' });
  await createPrice(database, { provider: 'dear', costPerUnit: '1' });
});
afterAll(() => database.drop());

async function ids(query: Record<string, string>): Promise<string[]> {
  const { executions } = await api.result(listExecutions, { query });
  return executions.map((execution) => execution.id);
}

/** The ids of a page and of all pages after it. */
async function readOn(query: Record<string, string>): Promise<string[]> {
  const { executions, next_cursor: cursor } = await api.result(listExecutions, { query });
  const own = executions.map((execution) => execution.id);
  return cursor === null ? own : [...own, ...(await readOn({ ...query, cursor }))];
}

describe('pages', () => {
  test('hold each execution once, even where many start in the same microsecond', async () => {
    const id = await createOrganization(database);
    const start_time = '2026-01-20T10:00:00.123456Z';
    const tied = Array.from({ length: 23 }, () => ({ id: randomUUID(), start_time }));
    const earlier = { id: randomUUID(), start_time: '2026-01-20T10:00:00.123455Z' };
    const later = { id: randomUUID(), start_time: '2026-01-20T10:00:00.123457Z' };
    await store(database, id, [earlier, ...tied, later]);

    const seen = await readOn({ organization_id: id, limit: '5' });

    const newestFirst = tied.map((execution) => execution.id).sort((left, right) => (left < right ? 1 : -1));
    expect(seen).toEqual([later.id, ...newestFirst, earlier.id]);
  });

  test('end exactly: a full last page has no next one', async () => {
    const id = await createOrganization(database);
    await store(database, id, [{}, {}]);
    const page = await api.result(listExecutions, { query: { organization_id: id, limit: '2' } });
    expect(page.executions).toHaveLength(2);
    expect(page.next_cursor).toBeNull();
  });

  test.each(['x', 'bm90IGpzb24', Buffer.from('["2026-01-01","no id"]').toString('base64url')])(
    'refuse the cursor %s by name',
    async (cursor) => {
      const organization_id = await createOrganization(database);
      const problem = await api.problem(listExecutions, { query: { organization_id, cursor } });
      expect(problem.errors).toEqual([
        { parameter: 'cursor', detail: 'must be next_cursor of the previous page, unchanged' },
      ]);
    },
  );
});

test('each filter narrows', async () => {
  const id = await createOrganization(database, { timeZone: 'America/New_York' });
  const failed = { id: randomUUID(), provider: 'slow', success: false, start_time: '2026-01-22T12:00:00Z' };
  const flagged = { id: randomUUID(), provider: 'slow', model: 'm-1', tokens_used: 5_000_000 };
  const unpriced = { id: randomUUID(), provider: 'unheard_of', task_type: 'review', user_id: 'bob' };
  const early = { id: randomUUID(), start_time: '2026-01-10T04:59:59Z' };
  await store(database, id, [failed, flagged, unpriced, early]);
  const filtered = (filter: Record<string, string>) => ids({ organization_id: id, ...filter });

  expect(await filtered({ success: 'false' })).toEqual([failed.id]);
  expect(await filtered({ provider: 'slow', success: 'true' })).toEqual([flagged.id]);
  expect(await filtered({ model: 'm-1' })).toEqual([flagged.id]);
  expect(await filtered({ task_type: 'review' })).toEqual([unpriced.id]);
  expect(await filtered({ unpriced: 'true' })).toEqual([unpriced.id]);
  expect(await filtered({ unpriced: 'false' })).toHaveLength(3);
  expect(await filtered({ flag: 'over_review_threshold' })).toEqual([flagged.id]);
  expect(await filtered({ flag: 'negative_savings' })).toEqual([]);
  // Days are the organization's: 04:59:59 UTC on the 10th is the 9th in New York.
  expect(await filtered({ start_date: '2026-01-10', end_date: '2026-01-21' })).toHaveLength(2);
  expect(await filtered({ end_date: '2026-01-09' })).toEqual([early.id]);
  expect(await filtered({ start_date: '1901-01-01', end_date: '1969-12-31' })).toEqual([]);

  await database.admin.query('update organizations set figures_by_person = true where id = $1', [id]);
  const { executions } = await api.result(listExecutions, {
    query: { organization_id: id, unpriced: 'true' },
  });
  const user_id = executions[0]?.user_id ?? '';
  expect(await filtered({ user_id })).toEqual([unpriced.id]);
});

test('each execution has its own flags', async () => {
  const id = await createOrganization(database);
  const flagged = { id: randomUUID(), provider: 'slow', tokens_used: 5_000_000 };
  const costly = { id: randomUUID(), provider: 'dear' };
  const plain = { id: randomUUID() };
  await store(database, id, [flagged, costly, plain]);
  const { executions } = await api.result(listExecutions, { query: { organization_id: id } });
  const flagsOf = new Map(executions.map((execution) => [execution.id, execution.flags]));
  expect(flagsOf.get(flagged.id)).toEqual(['over_review_threshold']);
  expect(flagsOf.get(costly.id)).toEqual([
    'cost_over_10x_baseline',
    'negative_savings',
    'over_review_threshold',
  ]);
  expect(flagsOf.get(plain.id)).toEqual([]);
});

test('money is rounded to 6 decimals, exact beside it, and unknown is null', async () => {
  const id = await createOrganization(database);
  await store(database, id, [{ tokens_used: 999 }]);
  await store(database, id, [{ provider: 'unheard_of', start_time: '2026-01-01T00:00:00Z' }]);
  const { executions } = await api.result(listExecutions, { query: { organization_id: id } });
  expect(executions[0]).toMatchObject({
    actual_cost: 0.000123,
    baseline_cost: 0.002343,
    savings: 0.00222,
    exact: { actual_cost: '0.000123333543', baseline_cost: '0.002343333321', savings: '0.002219999778' },
  });
  expect(executions[1]).toMatchObject({
    actual_cost: null,
    savings: null,
    exact: { actual_cost: null, savings: null },
    unpriced_reason: 'actual_price_missing',
  });
});

test('a page is read from the index by time, without sorting a partition', async () => {
  const id = await createOrganization(database);
  const client = await database.admin.connect();
  // Too few rows here for the planner to care: what matters is that the index can serve the order.
  await client.query('begin; set local enable_seqscan = off; set local enable_sort = off');
  const values = executionsPage.values({
    organizationId: id,
    start: '2026-01-01',
    end: '2026-01-26',
    timeZone: 'UTC',
    provider: null,
    model: null,
    taskType: null,
    userId: null,
    figuresByPerson: true,
    success: null,
    unpriced: null,
    voided: null,
    voidId: null,
    flag: null,
    afterTime: '2026-01-20T00:00:00Z',
    afterId: randomUUID(),
    limit: 51,
  });
  const { rows } = await client.query(`explain (costs off) ${executionsPage.text}`, values);
  await client.query('rollback');
  client.release();
  const plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
  expect(plan).toMatch(/Index Scan Backward using task_executions_\d{8}_organization_id_start_time_idx/);
  expect(plan).not.toMatch(/Seq Scan on task_executions/);
  // From the first of the month until the cursor, not until the end of the range.
  expect(plan).not.toContain('task_executions_20260126');
});
