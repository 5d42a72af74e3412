import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { explainExecution, listExecutions } from '../../lambdas/analytics/executions/contract.ts';
import { analyticsOperations } from '../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../lambdas/analytics/savings-summary/contract.ts';
import { createOrganization, putMember } from '../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../lambdas/organizations/operations.ts';
import { correctPrice } from '../../lambdas/pricing/corrections/contract.ts';
import { pricingOperations } from '../../lambdas/pricing/operations.ts';
import { createPrice } from '../../lambdas/pricing/prices/contract.ts';
import { getRecalculation } from '../../shared/recalculation/contract.ts';
import { recalculate } from '../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../support/api.ts';
import { store } from '../support/fixture.ts';
import type { TableRow } from '../support/markdown-tables.ts';
import { withFigures } from '../support/recalculations.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import {
  components,
  costPerUnit,
  days,
  decimalOf,
  executions,
  plain,
  prices,
  restatement,
  results,
  summary,
} from './methodology-example.ts';

/** Eight dollars a million, as the document says. */
const CORRECTED = '0.000008';
const FEBRUARY = '2026-02-03T09:00:00Z';
const asOperator = { operator: true, subject: 'olga', now: FEBRUARY };
let database: TestDatabase;
let api: Api;
let organizationId: string;
/** By the names that the document gives them. */
const priceIds = new Map<string, string>();
const executionIds = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(
    (connection) => ({
      ...organizationsOperations(connection),
      ...pricingOperations(connection),
      ...analyticsOperations(connection),
    }),
    database.api,
  );
  const baseline = { provider: 'atlas', model: 'atlas-large' };
  const body = { name: 'Initech', time_zone: 'Europe/Berlin', baseline };
  ({ id: organizationId } = await api.result(createOrganization, { ...asOperator, body }));
  const path = { id: organizationId, subject: 'alice' };
  await api.result(putMember, { ...asOperator, path, body: { role: 'viewer' } });
  for (const row of prices) priceIds.set(row['price'] ?? '', await enterPrice(row));
  await store(database, organizationId, executions.map(toMessage), '2026-01-19T13:00:00Z');
  // The new prices' own recalculations, which would otherwise come to the correction's executions first.
  await recalculate(database.pricing, { timeIsUp: () => false });
});
afterAll(() => database.drop());

async function enterPrice(row: TableRow): Promise<string> {
  const contract = { organization_id: organizationId, source: 'contract' };
  const { id } = await api.result(createPrice, {
    ...asOperator,
    body: {
      provider: row['provider'],
      model: row['model'],
      pricing_model: row['unit'],
      above_input_tokens: Number(decimalOf(row['above input tokens'])),
      cost_per_unit: costPerUnit(row),
      effective_date: row['from (UTC)'],
      ...(row['scope'] === 'contract' ? contract : { source: 'manual_entry' }),
    },
  });
  return id;
}

function toMessage(row: TableRow) {
  const id = randomUUID();
  executionIds.set(row['execution'] ?? '', id);
  const tokens = (column: string) => {
    const decimal = decimalOf(row[column]);
    return decimal === null ? null : Number(decimal);
  };
  return {
    id,
    provider: row['provider'],
    model: row['model'],
    start_time: row['start (UTC)'],
    success: row['success'] === 'yes',
    tokens_used: tokens('sum'),
    input_tokens: tokens('input'),
    cache_read_tokens: tokens('of it cached'),
    output_tokens: tokens('output'),
  };
}

const explain = (execution: string | undefined) =>
  api.result(explainExecution, {
    path: { id: executionIds.get(execution ?? '') ?? '' },
    query: { organization_id: organizationId },
  });

const january = async () =>
  api.result(savingsSummary, {
    query: { organization_id: organizationId, start_date: '2026-01-01', end_date: '2026-01-31' },
    now: FEBRUARY,
  });
type Explanation = Awaited<ReturnType<typeof explain>>;
type Component = Explanation['actual']['components'][number];

/** What the document says a cost is made of, as the explanation would say it. */
function documented(execution: string | undefined, side: string) {
  const rows = components.filter((row) => row['execution'] === execution && row['side'] === side);
  return rows.map((row) => {
    const price = prices.find((each) => each['price'] === row['price']) ?? {};
    return {
      unit: price['unit'],
      above_input_tokens: Number(decimalOf(price['above input tokens'])),
      is_contract: price['scope'] === 'contract',
      quantity: decimalOf(row['tokens']),
      cost_per_unit: plain(costPerUnit(row)),
      cost: decimalOf(row['USD']),
    };
  });
}

const explained = (component: Component) => ({
  unit: component.unit,
  above_input_tokens: component.above_input_tokens,
  is_contract: component.scope.organization_id === organizationId,
  quantity: plain(component.quantity),
  cost_per_unit: plain(component.cost_per_unit),
  cost: plain(component.cost),
});

test.each(executions.map((row) => row['execution']))(
  'each amount of %s is explained so',
  async (execution) => {
    const explanation = await explain(execution);
    for (const side of ['actual', 'baseline'] as const) {
      const { cost, components: parts } = explanation[side];
      // A cost that is not known has no amounts to add up.
      const expected = cost === null ? [] : parts.map(explained);
      expect(new Set(documented(execution, side))).toEqual(new Set(expected));
    }
  },
);

test.each(components)('$tokens tokens at $price are $USD dollars', (row) => {
  const price = prices.find((each) => each['price'] === row['price']);
  expect(row['USD per million']).toBe(price?.['USD per million']);
});

function countsAs({ success, exact }: Explanation): string {
  if (!success) return 'failed';
  if (exact.savings !== null) return 'compared';
  return exact.actual_cost === null ? 'unpriced' : 'uncompared';
}

test.each(results)('execution $execution costs, saves and counts so', async (row) => {
  const explanation = await explain(row['execution']);
  const { exact, unpriced_reason } = explanation;
  expect({
    'actual cost': plain(exact.actual_cost),
    'baseline cost': plain(exact.baseline_cost),
    saving: plain(exact.savings),
    'counts as': countsAs(explanation),
    reason: unpriced_reason ?? '',
  }).toEqual({
    'actual cost': decimalOf(row['actual cost']),
    'baseline cost': decimalOf(row['baseline cost']),
    saving: decimalOf(row['saving']),
    'counts as': row['counts as'],
    reason: row['reason'],
  });
  const day = { start_date: row['day'] ?? '', end_date: row['day'] ?? '' };
  const query = { organization_id: organizationId, ...day };
  const { executions: listed } = await api.result(listExecutions, { query });
  expect(listed.map(({ id }) => id)).toContain(explanation.id);
});

test('the summary of January is as documented, exact and as shown', async () => {
  const totals = await january();
  const money = (figure: keyof typeof totals.exact) => [plain(totals.exact[figure]), totals[figure]];
  const shown = (value: number | null) => [null, value];
  const { coverage } = totals;
  expect(
    summary.map((row) => [
      row['figure'],
      row['exact'] === '' ? null : decimalOf(row['exact']),
      Number(decimalOf(row['shown'])),
    ]),
  ).toEqual([
    ['total_cost', ...money('total_cost')],
    ['baseline_cost', ...money('baseline_cost')],
    ['total_savings', ...money('total_savings')],
    ['savings_percentage', ...shown(totals.savings_percentage)],
    ['failed_cost', ...money('failed_cost')],
    ['uncompared_cost', ...money('uncompared_cost')],
    ['tasks', ...shown(totals.tasks)],
    ['successful tasks', ...shown(totals.successful_tasks)],
    ['failed tasks', ...shown(totals.failed_tasks)],
    ['coverage, priced', ...shown(coverage.priced)],
    ['coverage, unpriced', ...shown(coverage.unpriced)],
    ['coverage, percentage', ...shown(coverage.percentage)],
  ]);
});

test('so is every day of it', async () => {
  const { trend } = await january();
  const busy = trend.filter(({ tasks }) => tasks > 0);
  expect(
    busy.map(({ date, exact }) => ({
      day: date,
      'actual cost': plain(exact.actual_cost),
      'baseline cost': plain(exact.baseline_cost),
      saving: plain(exact.savings),
      'failed cost': plain(exact.failed_cost),
      'uncompared cost': plain(exact.uncompared_cost),
    })),
  ).toEqual(
    days.map(({ day, ...amounts }) => ({
      day,
      ...Object.fromEntries(Object.entries(amounts).map(([name, cell]) => [name, decimalOf(cell)])),
    })),
  );
});

test('the correction restates January as documented', async () => {
  const before = await january();
  const { recalculation } = await api.result(correctPrice, {
    ...asOperator,
    path: { id: priceIds.get('P4') ?? '' },
    body: { cost_per_unit: CORRECTED, reason: 'It never was 10 dollars a million.' },
  });
  await recalculate(database.pricing, { timeIsUp: () => false });
  const changes = withFigures(
    await api.result(getRecalculation, {
      path: { id: recalculation.id },
      query: { organization_id: organizationId },
      now: FEBRUARY,
    }),
  );
  const after = await january();

  const { exact } = changes;
  expect(exact).toMatchObject({
    savings_before: before.exact.total_savings,
    savings_after: after.exact.total_savings,
  });
  expect(changes.restated).toMatchObject([{ month: '2026-01-01', closed: true, exact }]);
  expect(
    restatement.map((row) => [row['figure'], row['before'], row['after']].map((cell) => cell ?? '')),
  ).toEqual([
    ['executions changed', '', `${changes.executions_changed}`],
    ['actual cost of these', plain(exact.actual_cost_before), plain(exact.actual_cost_after)],
    ['total_savings', plain(before.exact.total_savings), plain(after.exact.total_savings)],
    ['baseline_cost', plain(before.exact.baseline_cost), plain(after.exact.baseline_cost)],
    ['savings_percentage', ...[before, after].map((each) => each.savings_percentage?.toFixed(2))],
  ]);
});
