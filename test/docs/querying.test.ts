import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fold } from '../../lambdas/rollup/fold.ts';
import { createOrganization, createPrice, store } from '../support/fixture.ts';
import { markdownTables } from '../support/markdown-tables.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const MEASURES = markdownTables(readFileSync(new URL('../../docs/querying.md', import.meta.url), 'utf8'))([
  'measure',
  'of executions',
]);
const NOT_SUMMED = ['organization_id', 'day', 'provider', 'model', 'task_type'];
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000003' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000002' });
  await createPrice(database, { provider: 'cheap', costPerUnit: '0.000001' });
  const organizations = [
    await createOrganization(database, { timeZone: 'America/New_York' }),
    await createOrganization(database, { baseline: null }),
  ];
  for (const id of organizations) await send(id);
  await fold(database.rollup, () => false);
  // What is pending counts as well.
  for (const id of organizations) await send(id);
});
afterAll(() => database.drop());

/** Executions of every kind that a measure tells apart. */
async function send(organizationId: string): Promise<void> {
  const split = { tokens_used: undefined, input_tokens: 900, output_tokens: 77 };
  const decided = (provider: string, routing_strategy: string) => ({
    provider,
    routing_decision: { chosen_provider: provider, routing_strategy },
  });
  await store(database, organizationId, [
    { ...split, ...decided('cheap', 'cost_optimized'), cache_read_tokens: 500, cache_write_tokens: 100 },
    { ...split, ...decided('fast', 'quality_first'), cache_read_tokens: 5, compute_units: '1.25' },
    { provider: 'cheap', success: false, end_time: '2026-01-20T10:00:07Z' },
    { provider: 'cheap', success: false, tokens_used: null },
    { provider: 'unheard_of', compute_units: '0.000001' },
    { provider: 'slow', model: 'm', start_time: '2026-01-20T03:00:00Z', end_time: '2026-01-20T03:00:01.5Z' },
  ]);
}

test('every measure of current_measures is documented', async () => {
  const { rows } = await database.admin.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = 'current_measures'::regclass and attnum > 0 and attname <> all ($1) order by attnum`,
    [NOT_SUMMED],
  );
  expect(MEASURES.map(({ measure }) => measure)).toEqual(rows.map(({ name }) => name));
});

const KEY = ['organization_id', 'day', 'provider', 'model', 'task_type'];
const OF_EXECUTIONS = `
  from task_executions e
  join organizations o on o.id = e.organization_id
  left join routing_decisions d
    on d.organization_id = e.organization_id and d.id = e.id and d.start_time = e.start_time`;

async function figures(sum: string, from: string, key: readonly string[]): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select ${key.join()}, trim_scale(coalesce(${sum}, 0))::text as figure ${from}
     group by ${key.map((_, index) => index + 1).join()} order by ${key.map((_, index) => index + 1).join()}`,
  );
  return rows;
}

test.each(MEASURES.map((row) => [row['measure'] ?? '', row['of executions'] ?? '']))(
  'summed %s is %s of the executions',
  async (measure, ofExecutions) => {
    const key = KEY.map((column) =>
      column === 'day' ? '(e.start_time at time zone o.time_zone)::date as day' : `e.${column}`,
    );
    const expected = await figures(`(${ofExecutions})::numeric`, OF_EXECUTIONS, key);
    expect(await figures(`sum(${measure})::numeric`, 'from current_measures', KEY)).toEqual(expected);
    // The executions above are such that no measure is 0 everywhere.
    expect(expected).not.toHaveLength(0);
    expect(new Set(expected.map((row) => JSON.stringify(row)))).not.toEqual(
      new Set(expected.map((row) => JSON.stringify({ ...Object(row), figure: '0' }))),
    );
  },
);

test('mv_daily_savings sums them by day, provider and task type', async () => {
  const key = ['organization_id', 'date', 'provider', 'task_type'];
  const rollupKey = ['organization_id', 'day as date', 'provider', 'task_type'];
  const columns = {
    tasks_completed: 'executions',
    successful_tasks: 'successful',
    failed_tasks: 'executions - successful',
    total_tokens: 'total_tokens',
    actual_cost: 'actual_cost',
    baseline_cost: 'baseline_cost',
    total_savings: 'baseline_cost - actual_cost',
  };
  for (const [column, measure] of Object.entries(columns)) {
    expect(await figures(`sum(${column})::numeric`, 'from mv_daily_savings', key)).toEqual(
      await figures(`sum(${measure})::numeric`, 'from current_measures', rollupKey),
    );
  }
});
