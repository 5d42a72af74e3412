import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { explainExecution, listExecutions } from '../../../lambdas/analytics/executions/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
let organizationId: string;

/** In dollars for a million. */
const PRICES = [
  ['m', 'per_input_token', 0, 3, null],
  ['m', 'per_input_token', 200_000, 6, null],
  ['m', 'per_cache_read_token', 0, 0.3, null],
  ['m', 'per_cache_write_token', 0, 3.75, null],
  ['m', 'per_cache_write_1h_token', 0, 6, null],
  ['m', 'per_output_token', 0, 15, null],
  ['m', 'per_web_search', 0, 10_000, null],
  ['m', 'per_output_token', 0, 9, 'priority'],
  ['base', 'per_token', 0, 5, null],
  ['base', 'per_web_search', 0, 10_000, null],
] as const;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  organizationId = await createOrganization(database, { baseline: null });
  await database.admin.query(
    `insert into organization_baselines (organization_id, provider, model, effective_date, created_by)
     values ($1, 'p', 'base', '-infinity', 'test')`,
    [organizationId],
  );
  for (const [model, unit, above, perMillion, tier] of PRICES) {
    await database.admin.query(
      `insert into provider_pricing
         (provider, model, pricing_model, above_input_tokens, cost_per_unit, service_tier, effective_date, source, created_by)
       values ('p', $1, $2, $3, $4::numeric / 1000000, $5, '2020-01-01', 'manual_entry', 'test')`,
      [model, unit, above, perMillion, tier],
    );
  }
  await database.admin.query(
    `insert into price_factors (provider, model, dimension, value, factor, effective_date, source, created_by)
     values ('p', null, 'service_tier', 'batch', 0.5, '2020-01-01', 'manual_entry', 'test'),
       ('p', null, 'inference_geo', 'us', 1.2, '2020-01-01', 'manual_entry', 'test'),
       ('p', 'm', 'inference_geo', 'us', 1.1, '2020-01-01', 'manual_entry', 'test')`,
  );
});
afterAll(() => database.drop());

async function explain(fields: Readonly<Record<string, unknown>>) {
  const id = randomUUID();
  await store(database, organizationId, [
    { id, provider: 'p', model: 'm', tokens_used: undefined, ...fields },
  ]);
  return api.result(explainExecution, { path: { id }, query: { organization_id: organizationId } });
}

const EVERYTHING = {
  usage: {
    input_tokens: 1_000,
    cache_read_tokens: 400,
    cache_write_tokens: 300,
    cache_write_1h_tokens: 100,
    output_tokens: 200,
    reasoning_tokens: 150,
    web_searches: 10,
  },
  service_tier: 'Batch',
  inference_geo: 'us',
  requested_model: 'big',
  request_id: 'req_1',
  session_id: 'session 1',
  attempt: 2,
  quality: 0.75,
  router_cost: '0.000123',
  provider_cost: { amount: 0.2, currency: 'USD' },
  baseline: { provider: 'other', model: 'x' },
  labels: { team: 'core', note: 'ask mona@example.com' },
};

test('everything that is billed is charged, shown, listed and kept through a recalculation', async () => {
  // 300 × 3 + 400 × 0.3 + 200 × 3.75 + 100 × 6 + 200 × 15 = 5,370 a million, × 0.5 × 1.1; and 10 searches at a cent.
  // The baseline: 1,200 × 5 a million, × 0.5 × 1.2, and the same searches.
  const explanation = await explain(EVERYTHING);
  expect(explanation).toMatchObject({
    exact: { actual_cost: '0.102953500000', baseline_cost: '0.103600000000' },
    usage: { ...EVERYTHING.usage, requests: 1, requests_told: 0, tokens_used: 1_200, unknown: null },
    conditions: { service_tier: 'Batch', speed: null, inference_geo: 'us', cache_hit: false },
    price_basis: 'named',
    baseline_rule: 'organization',
    requested_model: 'big',
    request_id: 'req_1',
    session_id: 'session 1',
    attempt: 2,
    quality: 0.75,
    router_cost: '0.000123',
    provider_cost: { amount: '0.2', currency: 'USD', difference: '-0.0970465' },
    labels: { team: 'core', note: 'ask [email]' },
    notes: [],
  });
  expect(explanation.actual.components).toContainEqual(
    expect.objectContaining({
      unit: 'per_cache_write_1h_token',
      quantity: '100',
      factor: '0.550000000000',
      arithmetic: '100 × 0.000006000000 × 0.550000000000 = 0.000330000000000000000000',
    }),
  );
  const listed = await api.result(listExecutions, { query: { organization_id: organizationId } });
  expect(listed.executions).toMatchObject([{ id: explanation.id, unpriced_detail: null }]);

  await database.admin.query(
    `update provider_pricing set cost_per_unit = 0.02 where model = 'm' and pricing_model = 'per_web_search'`,
  );
  await database.admin.query(
    `select request_recalculation(null, 'price_correction', null, '-infinity', 'infinity', null, null, null, 'test')`,
  );
  await recalculate(database.pricing, { timeIsUp: () => false });
  const again = await api.result(explainExecution, {
    path: { id: explanation.id },
    query: { organization_id: organizationId },
  });
  expect(again.exact.actual_cost).toBe('0.202953500000');
  const { exact: _exact, actual: _actual, actual_cost: _cost, ...before } = explanation;
  const { savings: _savings, priced_at: _at, provider_cost: _difference, flags: _flags, ...kept } = before;
  expect(again).toMatchObject(kept);
});

test('context tiers are those of each request, and each tier has a row', async () => {
  const requests = [150_000, 250_000, 60_000].map((input_tokens) => ({ input_tokens, output_tokens: 10 }));
  const { actual, usage, exact } = await explain({ per_request: requests });
  expect(usage).toMatchObject({ requests: 3, requests_told: 3, input_tokens: 460_000, output_tokens: 30 });
  expect(actual.components.filter(({ unit }) => unit === 'per_input_token')).toMatchObject([
    { above_input_tokens: 0, quantity: '210000' },
    { above_input_tokens: 200_000, quantity: '250000' },
  ]);
  // 210,000 × 3 + 250,000 × 6 + 30 × 15 a million.
  expect(exact.actual_cost).toBe('2.130450000000');
});

test.each([
  [
    'one sum',
    { usage: { requests: 3, input_tokens: 460_000, output_tokens: 30 } },
    'request_split_missing',
    null,
  ],
  [
    'one sum below the tier',
    { usage: { requests: 3, input_tokens: 200_000, output_tokens: 30 } },
    null,
    null,
  ],
  [
    'an unknown class',
    { usage: { input_tokens: 1, output_tokens: 1, video_tokens: 7, songs: 1 } },
    'usage_class_unknown',
    'songs, video_tokens',
  ],
  [
    'an unknown tier',
    { usage: { input_tokens: 1, output_tokens: 1 }, service_tier: 'flex' },
    'service_tier_price_missing',
    'service_tier=flex',
  ],
  [
    'an unknown speed',
    { usage: { input_tokens: 1, output_tokens: 1 }, speed: 'fast' },
    'service_tier_price_missing',
    'speed=fast',
  ],
  ['no usage', {}, 'usage_missing', null],
  [
    'a tier without a price of the baseline',
    { usage: { input_tokens: 1, output_tokens: 1 }, service_tier: 'priority' },
    'baseline_service_tier_price_missing',
    'service_tier=priority',
  ],
])('%s: priced or not, and why', async (_name, fields, reason, detail) => {
  expect(await explain(fields)).toMatchObject({ unpriced_reason: reason, unpriced_detail: detail });
});

test('what a gateway answered from its own cache costs nothing, and says why', async () => {
  const { exact, actual, unpriced_reason, price_basis } = await explain({
    usage: { input_tokens: 100, output_tokens: 100 },
    cache_hit: true,
  });
  expect({ exact, unpriced_reason, price_basis }).toMatchObject({
    exact: { actual_cost: '0.000000000000', baseline_cost: '0.000000000000' },
    unpriced_reason: null,
    price_basis: null,
  });
  expect(actual.components).toEqual([]);
});

test('where there is no price an organization may take what the provider reports, and only then', async () => {
  await database.admin.query("update organizations set actual_cost_source = 'provider' where id = $1", [
    organizationId,
  ]);
  const usage = { input_tokens: 100, output_tokens: 100 };
  const reported = { provider_cost: { amount: '0.5', currency: 'USD' }, usage };
  expect(await explain({ ...reported, model: 'nobody knows' })).toMatchObject({
    exact: { actual_cost: '0.500000000000', baseline_cost: '0.001000000000' },
    price_basis: 'provider_reported',
    unpriced_reason: null,
  });
  expect(await explain(reported)).toMatchObject({
    exact: { actual_cost: '0.001800000000' },
    price_basis: 'named',
  });
  const euros = { ...reported, provider_cost: { amount: '0.5', currency: 'EUR' }, model: 'nobody knows' };
  expect(await explain(euros)).toMatchObject({
    unpriced_reason: 'actual_price_missing',
    provider_cost: { amount: '0.5', currency: 'EUR', difference: null },
  });
  await database.admin.query("update organizations set actual_cost_source = 'price_book' where id = $1", [
    organizationId,
  ]);
  expect(await explain({ ...reported, model: 'nobody knows' })).toMatchObject({
    unpriced_reason: 'actual_price_missing',
  });
});
