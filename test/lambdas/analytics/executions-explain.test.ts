import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { explainExecution } from '../../../lambdas/analytics/executions/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
});
afterAll(() => database.drop());

async function explain(organizationId: string, id: string) {
  return api.result(explainExecution, { path: { id }, query: { organization_id: organizationId } });
}

test('every price applied, with scope, unit and tier, and the arithmetic of both sides', async () => {
  const organizationId = await createOrganization(database);
  const input = await createPrice(database, {
    provider: 'fast',
    pricingModel: 'per_input_token',
    costPerUnit: '0.00000025',
    organizationId,
  });
  const output = await createPrice(database, {
    provider: 'fast',
    pricingModel: 'per_output_token',
    costPerUnit: '0.000002',
    organizationId,
  });
  const request = await createPrice(database, {
    provider: 'slow',
    pricingModel: 'per_request',
    costPerUnit: '0.01',
  });
  const id = randomUUID();
  await store(database, organizationId, [
    {
      id,
      tokens_used: undefined,
      input_tokens: 1200,
      cache_read_tokens: 800,
      output_tokens: 300,
      reasoning_tokens: 120,
    },
  ]);

  const explanation = await explain(organizationId, id);
  expect(explanation.usage).toMatchObject({
    tokens_used: 1500,
    input_tokens: 1200,
    cache_write_tokens: null,
    // Part of the output: what output costs below is the same without it.
    reasoning_tokens: 120,
  });
  expect(explanation.actual).toMatchObject({
    provider: 'fast',
    recorded_cost: '0.000900000000',
    components: [
      {
        price_id: input,
        scope: { organization_id: organizationId, provider: 'fast', model: null, task_type: null },
        unit: 'per_input_token',
        above_input_tokens: 0,
        quantity: '1200',
        cost_per_unit: '0.000000250000',
        cost: '0.000300000000',
        arithmetic: '1200 × 0.000000250000 = 0.000300000000',
      },
      { price_id: output, unit: 'per_output_token', cost: '0.000600000000' },
    ],
  });
  expect(Number(explanation.actual.cost)).toBe(0.0009);
  expect(explanation.baseline).toMatchObject({
    provider: 'slow',
    recorded_cost: '0.010000000000',
    components: [{ price_id: request, scope: { organization_id: null }, unit: 'per_request', quantity: '1' }],
  });
  expect(explanation).toMatchObject({ actual_cost: 0.0009, baseline_cost: 0.01, savings: 0.0091 });
});

test('the tier that the input reached is the one explained', async () => {
  const organizationId = await createOrganization(database, { baseline: null });
  await createPrice(database, {
    provider: 'tiered',
    pricingModel: 'per_input_token',
    costPerUnit: '0.000001',
  });
  const { rows } = await database.admin.query(
    `insert into provider_pricing
       (provider, pricing_model, above_input_tokens, cost_per_unit, effective_date, source, created_by)
     values ('tiered', 'per_input_token', 200000, 0.000002, '2000-01-01', 'manual_entry', 'test') returning id`,
  );
  const [below, above] = [randomUUID(), randomUUID()];
  await store(database, organizationId, [
    { id: below, provider: 'tiered', tokens_used: undefined, input_tokens: 200_000, output_tokens: 0 },
    { id: above, provider: 'tiered', tokens_used: undefined, input_tokens: 200_001, output_tokens: 0 },
  ]);
  expect((await explain(organizationId, below)).actual.components).toMatchObject([
    { above_input_tokens: 0, cost: '0.200000000000' },
  ]);
  const { actual, baseline, unpriced_reason } = await explain(organizationId, above);
  expect(actual.components).toMatchObject([
    { price_id: rows[0].id, above_input_tokens: 200_000, cost: '0.400002000000' },
  ]);
  expect(baseline).toEqual({ provider: null, model: null, recorded_cost: null, cost: null, components: [] });
  expect(unpriced_reason).toBe('baseline_not_set');
});

test('a quantity that was not reported is shown as missing', async () => {
  const organizationId = await createOrganization(database, { baseline: null });
  await createPrice(database, {
    provider: 'classes',
    pricingModel: 'per_output_token',
    costPerUnit: '0.000001',
  });
  const id = randomUUID();
  await store(database, organizationId, [{ id, provider: 'classes', tokens_used: 10 }]);
  const { actual, unpriced_reason } = await explain(organizationId, id);
  expect(unpriced_reason).toBe('actual_token_split_missing');
  expect(actual).toMatchObject({
    cost: null,
    components: [{ unit: 'per_output_token', quantity: null, cost: null, arithmetic: null }],
  });
});

test('the decision and the flags of the execution are beside its cost', async () => {
  const organizationId = await createOrganization(database, { baseline: 'free' });
  await createPrice(database, { provider: 'free', costPerUnit: '0' });
  await createPrice(database, { provider: 'dear', costPerUnit: '0.1' });
  const id = randomUUID();
  const routing_decision = {
    chosen_provider: 'dear',
    routing_strategy: 'cost_optimized',
    alternative_providers: [{ provider: 'free', score: 0.85, estimated_cost: 0.02 }],
    reasoning: 'a guess',
    confidence_score: 0.9,
    estimated_cost: 0.012,
    estimated_duration_ms: 1800,
    potential_savings: 0.008,
    algorithm_version: '3.1',
  };
  await store(database, organizationId, [{ id, provider: 'dear', routing_decision }]);
  const explanation = await explain(organizationId, id);
  expect(explanation.flags.map(({ kind, status }) => [kind, status])).toEqual([
    ['cost_over_10x_baseline', 'open'],
    ['negative_savings', 'open'],
    ['over_review_threshold', 'open'],
  ]);
  expect(explanation.routing_decision).toEqual({
    ...routing_decision,
    estimated_cost: '0.012000000000',
    potential_savings: '0.008000000000',
  });
});

test('an unknown execution is not found, by name', async () => {
  const organizationId = await createOrganization(database);
  const request = { path: { id: randomUUID() }, query: { organization_id: organizationId } };
  const problem = await api.problem(explainExecution, request);
  expect(problem).toMatchObject({ status: 404, errors: [{ parameter: 'id' }] });
});
