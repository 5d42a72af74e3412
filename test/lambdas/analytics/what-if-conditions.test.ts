import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { whatIf } from '../../../lambdas/analytics/what-if/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  await createPrice(database, { provider: 'p', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'q', pricingModel: 'per_input_token', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'q', pricingModel: 'per_output_token', costPerUnit: '0.001' });
  await database.admin.query(
    `insert into provider_pricing
       (provider, pricing_model, cost_per_unit, above_input_tokens, effective_date, source, created_by)
     values ('q', 'per_input_token', 0.002, 1000, '2000-01-01', 'manual_entry', 'test')`,
  );
  await database.admin.query(
    `insert into price_factors (provider, dimension, value, factor, effective_date, source, created_by)
     values ('p', 'service_tier', 'batch', 0.5, '-infinity', 'manual_entry', 'test'),
       ('p', 'speed', 'fast', 3, '-infinity', 'manual_entry', 'test'),
       ('p', 'inference_geo', 'us', 3, '-infinity', 'manual_entry', 'test')`,
  );
});
afterAll(() => database.drop());

const request = { input_tokens: 800, output_tokens: 0 };
const whole = { input_tokens: 800, output_tokens: 0 };

/** The provider reports what an execution cost whose usage nobody can price. */
const reported = { provider_cost: { amount: '1', currency: 'USD' } };

test.each<[string, Record<string, unknown>, string | null, string | null, string?]>([
  // At the provider that ran them, they hold for the baseline.
  ['a speed of its own', { usage: whole, speed: 'fast' }, '2.400000000000', null, 'p'],
  ['a place of its own', { usage: whole, inference_geo: 'US' }, '2.400000000000', null, 'p'],
  ['a tier of its own', { usage: whole, service_tier: 'batch' }, '0.400000000000', null, 'p'],
  ['one request', { usage: whole }, '0.800000000000', null],
  ['one above the tier', { usage: { input_tokens: 1600, output_tokens: 0 } }, '3.200000000000', null],
  ['two requests, each by its own tier', { per_request: [request, request] }, '1.600000000000', null],
  ['an answer of the own cache', { usage: whole, cache_hit: true }, '0.000000000000', null],
  // A speed and a place are the provider's own, a service tier is asked for anywhere.
  ['a speed', { usage: whole, speed: 'fast' }, '0.800000000000', null],
  ['a place of inference', { usage: whole, inference_geo: 'us' }, '0.800000000000', null],
  ['a service tier', { usage: whole, service_tier: 'batch' }, null, 'baseline_service_tier_price_missing'],
  ['the default tier, by its name', { usage: whole, service_tier: 'standard' }, '0.800000000000', null],
  [
    'a class of usage that is not known',
    { usage: { ...whole, video_tokens: 1 }, ...reported },
    null,
    'usage_class_unknown',
  ],
])('%s', async (_, fields, cost, reason, provider = 'q') => {
  const organization_id = await createOrganization(database);
  await database.admin.query("update organizations set actual_cost_source = 'provider' where id = $1", [
    organization_id,
  ]);
  await store(database, organization_id, [{ provider: 'p', tokens_used: undefined, ...fields }]);
  const { usage, what_if: there } = await api.result(whatIf, {
    query: { organization_id, start_date: '2026-01-01', provider },
  });
  expect({ tasks: usage.tasks, cost: there.exact.baseline_cost, unpriced: usage.unpriced }).toEqual({
    tasks: 1,
    cost,
    unpriced: reason === null ? [] : [{ reason, tasks: 1 }],
  });
});
