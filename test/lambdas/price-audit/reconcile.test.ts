import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rebuild } from '../../../lambdas/price-audit/rebuild.ts';
import { reconcile } from '../../../lambdas/price-audit/reconcile.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { NOW } from '../../support/messages.ts';
import { foldAndRefresh } from '../../support/refreshed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const DAY = '2026-01-20';
const DAYS = ['2026-01-19', DAY];
let database: TestDatabase;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005' });
});
afterAll(() => database.drop());
beforeEach(async () => {
  organizationId = await createOrganization(database);
  await send();
  await fold(database.rollup, () => false);
});

/** Executions of all kinds that figures tell apart, on two days. */
async function send(): Promise<void> {
  const split = {
    tokens_used: undefined,
    input_tokens: 900,
    cache_read_tokens: 500,
    cache_write_tokens: 100,
  };
  const routing_decision = { chosen_provider: 'fast', routing_strategy: 'cost_optimized' };
  await store(database, organizationId, [
    { ...split, output_tokens: 100, routing_decision, compute_units: '1.5' },
    { start_time: '2026-01-19T10:00:00Z', end_time: '2026-01-19T10:00:07Z' },
    { success: false },
    { provider: 'slow', model: 'm', tokens_used: 3000 },
    { provider: 'unheard_of' },
  ]);
}

const drifted = (days: readonly string[] = DAYS) =>
  database.pricing.transaction((transaction) => reconcile(transaction, organizationId, days));

async function corrupt(assignment: string): Promise<void> {
  await database.admin.query(
    `update rollup_sums set ${assignment}
     where organization_id = $1 and day = $2 and dimensions_id in (select id from rollup_dimensions where organization_id = $1 and provider = 'fast' and task_type = 'code_generation')`,
    [organizationId, DAY],
  );
}

test('rollups and pending deltas together are the sums of the executions: nothing to record', async () => {
  await send();
  expect(await drifted()).toEqual([]);
  const { rows } = await database.admin.query('select from reconciliations where organization_id = $1', [
    organizationId,
  ]);
  expect(rows).toEqual([]);
});

/** Each with its sums over executions and over corrupted rollups. */
const MEASURES: readonly (readonly [measure: string, ofExecutions: string, ofRollups: string])[] = [
  ['executions', '2', '3'],
  ['successful', '1', '2'],
  ['priced', '2', '3'],
  ['compared', '1', '2'],
  ['costed_successful', '1', '2'],
  ['routed', '1', '2'],
  ['negative_savings', '0', '1'],
  ['total_tokens', '2000', '2001'],
  ['input_tokens', '900', '901'],
  ['cache_read_tokens', '500', '501'],
  ['cache_write_tokens', '100', '101'],
  ['output_tokens', '100', '101'],
  ['compute_units', '1.5', '2.5'],
  ['actual_cost', '0.001', '1.001'],
  ['baseline_cost', '0.005', '1.005'],
  ['failed_cost', '0.001', '1.001'],
  ['uncompared_cost', '0', '1'],
  ['duration_ms', '0', '1'],
  ['failed_without_usage', '0', '1'],
];

test('the measures that are compared are all columns but the key, duration bins and cost_optimized', async () => {
  const { rows } = await database.admin.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = 'rollup_sums'::regclass and attnum > 0 and not attisdropped
       and attname not in ('organization_id', 'day', 'dimensions_id', 'cost_optimized')`,
  );
  expect(MEASURES.map(([measure]) => measure).toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
});

test.each(MEASURES)(
  '%s that is one too many is drift of that measure',
  async (measure, ofExecutions, ofRollups) => {
    await corrupt(`${measure} = ${measure} + 1`);
    const difference = {
      provider: 'fast',
      model: null,
      task_type: 'code_generation',
      measure,
      of_executions: ofExecutions,
      of_rollups: ofRollups,
    };
    expect(await drifted()).toEqual([{ day: DAY, details: { differences: 1, first: [difference] } }]);
  },
);

test('a trillionth of a dollar is drift, and is recorded', async () => {
  await corrupt('actual_cost = actual_cost - 0.000000000001');
  const [found] = await drifted();
  const { rows } = await database.admin.query(
    'select day::text, drifted, details from reconciliations where organization_id = $1',
    [organizationId],
  );
  expect(rows).toEqual([{ ...found, drifted: true }]);
  expect(found?.details.first).toMatchObject([{ of_executions: '0.001', of_rollups: '0.000999999999' }]);
});

test('a row of a whole day that is not what its parts are is drift, and the next refresh mends what a rebuild touches', async () => {
  await foldAndRefresh(database);
  await database.admin.query(
    `update analytics_aggregations set total_cost = total_cost + 1, compared_tasks = compared_tasks - 1
     where organization_id = $1 and period_type = 'daily' and period_start = $2`,
    [organizationId, DAY],
  );
  const whole = { provider: null, model: null, task_type: null };
  expect(await drifted()).toEqual([
    {
      day: DAY,
      details: {
        differences: 2,
        first: [
          { ...whole, measure: 'actual_cost', of_executions: '0.016', of_rollups: '1.016' },
          { ...whole, measure: 'compared', of_executions: '2', of_rollups: '1' },
        ],
      },
    },
  ]);
  await rebuild(database.pricing, { organization_id: organizationId, day: DAY }, NOW);
  expect(await drifted()).toEqual([]);
  await foldAndRefresh(database);
  expect(await drifted()).toEqual([]);
});

test('money under the wrong provider is drift, though the day has the right sum', async () => {
  await database.admin.query(
    `update rollup_sums s set actual_cost = actual_cost + case provider when 'fast' then 1 else -1 end
     from rollup_dimensions d
     where d.organization_id = s.organization_id and d.id = s.dimensions_id
       and s.organization_id = $1 and s.day = $2 and d.provider in ('fast', 'slow')`,
    [organizationId, DAY],
  );
  const [found] = await drifted();
  expect(found?.details.first).toMatchObject([
    { provider: 'fast', measure: 'actual_cost', of_executions: '0.001', of_rollups: '1.001' },
    { provider: 'slow', measure: 'actual_cost', of_executions: '0.015', of_rollups: '-0.985' },
  ]);
});

const measured = async (name: string) =>
  (await drifted()).flatMap(({ details }) => details.first).filter(({ measure }) => measure === name);

test('a rollup that is missing is drift', async () => {
  await database.admin.query(
    `delete from rollup_sums where organization_id = $1 and dimensions_id in (select id from rollup_dimensions where organization_id = $1 and provider = 'slow')`,
    [organizationId],
  );
  expect(await measured('executions')).toMatchObject([
    { provider: 'slow', model: 'm', of_executions: '1', of_rollups: '0' },
  ]);
});

test('so is one of executions that do not exist', async () => {
  await database.admin.query(
    "update rollup_dimensions set task_type = 'invented' where organization_id = $1 and provider = 'slow'",
    [organizationId],
  );
  expect(await measured('executions')).toMatchObject([
    { provider: 'slow', task_type: 'code_generation', of_executions: '1', of_rollups: '0' },
    { provider: 'slow', task_type: 'invented', of_executions: '0', of_rollups: '1' },
  ]);
});

test('of much that differs the first twenty are told, and how many there are', async () => {
  await database.admin.query('delete from rollup_sums where organization_id = $1 and day = $2', [
    organizationId,
    DAY,
  ]);
  const [found] = await drifted();
  expect(found?.details.first).toHaveLength(20);
  expect(found?.details.differences).toBe(26);
});

test('only the days asked for, and only of that organization', async () => {
  await corrupt('executions = 0');
  expect(await drifted(['2026-01-19'])).toEqual([]);
  organizationId = await createOrganization(database);
  expect(await drifted()).toEqual([]);
});

test('a day with two midnights counts both: in the Azores 00:30 of that day comes twice', async () => {
  organizationId = await createOrganization(database, { timeZone: 'Atlantic/Azores' });
  const starts = [
    '2025-10-25T23:30:00Z',
    '2025-10-26T00:30:00Z',
    '2025-10-26T01:30:00Z',
    '2025-10-27T00:30:00Z',
  ];
  await store(
    database,
    organizationId,
    starts.map((start_time) => ({ start_time })),
  );
  expect(await drifted(['2025-10-25', '2025-10-26'])).toEqual([]);
  await fold(database.rollup, () => false);
  const { rows } = await database.admin.query(
    'select day::text, executions from rollup_sums where organization_id = $1 order by day',
    [organizationId],
  );
  expect(rows).toEqual([
    { day: '2025-10-25', executions: '1' },
    { day: '2025-10-26', executions: '3' },
  ]);
});
