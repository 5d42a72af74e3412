import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getCoverage } from '../../../lambdas/analytics/coverage/contract.ts';
import { costsByProvider } from '../../../lambdas/analytics/costs-by-provider/contract.ts';
import { listExecutions } from '../../../lambdas/analytics/executions/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { getRoutingQuality } from '../../../lambdas/analytics/routing-quality/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.003' });
  await database.admin.query(
    `insert into price_disputes (provider, model, pricing_model, above_input_tokens, cost_per_unit, price_source,
       other_cost_per_unit, other_source) values ('fast', 'm', 'per_token', 0, 1, 'one', 2, 'another')`,
  );
});
afterAll(() => database.drop());

type Query = Readonly<Record<string, string>>;
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
/** How many executions each reader finds. */
async function found(query: Query) {
  const list = await api.result(listExecutions, { query });
  const coverage = await api.result(getCoverage, { query });
  const { providers } = await api.result(costsByProvider, { query });
  const { overall } = await api.result(getRoutingQuality, { query });
  return {
    list: list.executions.length,
    costs: sum(providers.map((provider) => provider.tasks)),
    decisions: overall.decisions,
    unpriced: sum(coverage.groups.map((group) => group.executions)),
    anyModel: coverage.price_bases.any_model.executions,
    reported: sum(coverage.provider_costs.map((row) => row.executions)),
    byRule: sum(coverage.baseline_rules.filter(({ rule }) => rule === 'task_type').map(({ tasks }) => tasks)),
    disputed: coverage.disputed.executions,
  };
}

test.each([
  ['2026-01-19T04:59:59.999999Z', false],
  ['2026-01-19T05:00:00Z', true],
  ['2026-01-21T04:59:59.999999Z', true],
  ['2026-01-21T05:00:00Z', false],
])('what started at %s is of the 19th and 20th in New York: %s', async (start_time, within) => {
  const organization_id = await createOrganization(database, { timeZone: 'America/New_York' });
  await database.admin.query(
    `insert into organization_baselines (organization_id, rule, task_type, provider, effective_date, created_by)
     values ($1, 'task_type', 'review', 'slow', '-infinity', 'test')`,
    [organization_id],
  );
  const routing_decision = { chosen_provider: 'nobody', routing_strategy: 'fastest' };
  const provider_cost = { amount: '5', currency: 'USD' };
  await store(database, organization_id, [
    { start_time, provider: 'nobody', routing_decision },
    { start_time, provider: 'fast', model: 'm', task_type: 'review', provider_cost },
  ]);
  const query = { organization_id, start_date: '2026-01-19', end_date: '2026-01-20' };
  const one = within ? 1 : 0;
  expect(await found(query)).toEqual({
    list: 2 * one,
    costs: 2 * one,
    decisions: one,
    unpriced: one,
    anyModel: one,
    reported: one,
    byRule: one,
    disputed: one,
  });
});
