import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getCoverage } from '../../../lambdas/analytics/coverage/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { createBaseline } from '../../../lambdas/organizations/baselines/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
const now = '2026-01-26T10:00:00.000Z';

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.003' });
  for (const [model, isInferred] of [
    ['named', false],
    ['named-2', true],
  ]) {
    await database.admin.query(
      `insert into provider_pricing
         (provider, model, pricing_model, cost_per_unit, is_inferred, effective_date, source, created_by)
       values ('fast', $1, 'per_token', 0.002, $2, '2020-01-01', 'provider_api', 'test')`,
      [model, isInferred],
    );
  }
});
afterAll(() => database.drop());

const coverageOf = (organization_id: string) => api.result(getCoverage, { now, query: { organization_id } });

test('costs by prices for any model, inferred ones and what providers report are told apart', async () => {
  const id = await createOrganization(database);
  await database.admin.query("update organizations set actual_cost_source = 'provider' where id = $1", [id]);
  await store(database, id, [
    { model: 'named' },
    { model: 'named-2' },
    { model: 'named-2', success: false },
    { model: 'else' },
    { provider: 'nobody', provider_cost: { amount: '0.125', currency: 'USD' } },
    { provider: 'nobody' },
  ]);
  expect(await coverageOf(id)).toMatchObject({
    price_bases: {
      inferred: { executions: 2, actual_cost: 4, exact: { actual_cost: '4.000000000000' } },
      any_model: { executions: 1, actual_cost: 1, exact: { actual_cost: '1.000000000000' } },
      provider_reported: { executions: 1, actual_cost: 0.13, exact: { actual_cost: '0.125000000000' } },
    },
    // What was reported is beside nothing where it is the cost.
    provider_costs: [],
  });
  const empty = await createOrganization(database);
  const nothing = { executions: 0, actual_cost: 0, exact: { actual_cost: '0' } };
  expect(await coverageOf(empty)).toMatchObject({
    price_bases: { inferred: nothing, any_model: nothing, provider_reported: nothing },
    provider_costs: [],
    disputed: nothing,
    coverage: { failed_without_usage: 0, percentage: null },
  });
});

// What is calculated is a dollar for each.
test.each([
  ['the same', ['1'], '0', false],
  ['a cent and a bit more of a dollar', ['0.98'], '0.02', true],
  ['exactly a cent', ['0.99'], '0.01', false],
  ['exactly 1% of more than a dollar', ['1.0', '1.0', '1.0', '1.0', '1.0', '0.95'], '0.05', false],
  ['just over 1%, of more', [...Array<string>(9).fill('1'), '0.9'], '0.1', true],
  ['over 1%, of more', ['1.0', '1.0', '0.9'], '0.1', true],
  ['too little', ['1.5'], '-0.5', true],
])('what a provider reports beside what is calculated: %s', async (_name, amounts, difference, flagged) => {
  const id = await createOrganization(database);
  const reported = amounts.map((amount) => ({ provider_cost: { amount, currency: 'USD' } }));
  await store(database, id, [
    ...reported,
    { provider_cost: { amount: '9', currency: 'EUR' } },
    { provider: 'nobody', provider_cost: { amount: '9', currency: 'USD' } },
  ]);
  const { provider_costs: costs } = await coverageOf(id);
  expect(costs).toMatchObject([
    { provider: 'fast', model: null, executions: amounts.length, difference: Number(difference), flagged },
  ]);
});

test('failed executions without usage are counted apart', async () => {
  const id = await createOrganization(database);
  const none = { tokens_used: null };
  await store(database, id, [{}, { ...none, success: false }, { ...none, success: false }, none]);
  expect(await coverageOf(id)).toMatchObject({
    // One of two: the failed ones without usage do not lower it.
    coverage: { executions: 4, priced: 1, unpriced: 3, failed_without_usage: 2, percentage: 50 },
    groups: [{ reason: 'usage_missing', executions: 3, tokens_used: null }],
  });
});

test('the summary names the rules that its baseline cost is based on', async () => {
  const id = await createOrganization(database, { members: { ann: 'admin' } });
  const summaryOf = (provider?: string) =>
    api.result(savingsSummary, {
      subject: 'ann',
      now,
      query: { organization_id: id, ...(provider === undefined ? {} : { provider }) },
    });
  expect((await summaryOf()).baseline_rules).toEqual([]);
  await store(database, id, [{}]);
  const own = {
    rule: 'organization',
    tasks: 1,
    baseline_cost: 3,
    exact: { baseline_cost: '3.000000000000' },
  };
  expect((await summaryOf()).baseline_rules).toEqual([own]);
  await apiOf(organizationsOperations, database.api).result(createBaseline, {
    subject: 'ann',
    now,
    path: { id },
    body: {
      rule: 'task_type',
      task_type: 'review',
      provider: 'fast',
      model: 'named',
      effective_date: '2026-01-01',
    },
  });
  // Its cost is not known, so it is not compared.
  await database.admin.query(
    `insert into organization_baselines (organization_id, rule, task_type, provider, effective_date, created_by)
     values ($1, 'task_type', 'unknown', 'nobody', '-infinity', 'test')`,
    [id],
  );
  // As before rules were recorded.
  await database.admin.query('update task_executions set baseline_rule = null where organization_id = $1', [
    id,
  ]);
  await store(database, id, [
    { task_type: 'unknown' },
    { task_type: 'review' },
    { task_type: 'review', provider: 'slow' },
    { task_type: 'review', success: false },
    { task_type: 'review', provider: 'nobody' },
  ]);
  const summary = await summaryOf();
  expect(summary.baseline_rules).toMatchObject([
    { rule: 'task_type', tasks: 2, exact: { baseline_cost: '4.000000000000' } },
    own,
  ]);
  expect(summary.compared_tasks).toBe(3);
  expect((await summaryOf('slow')).baseline_rules).toMatchObject([{ rule: 'task_type', tasks: 1 }]);
});
