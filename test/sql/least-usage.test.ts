import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOrganization, createPrice, store } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const prices = [
    ['fast', 'per_input_token'],
    ['fast', 'per_output_token'],
    ['fast', 'per_cache_write_token'],
    ['slow', 'per_token'],
  ] as const;
  for (const [provider, pricingModel] of prices) {
    await createPrice(database, { provider, pricingModel, costPerUnit: '0.001' });
  }
  // A price from the second token of input on.
  await database.admin.query(
    `insert into provider_pricing
       (provider, pricing_model, cost_per_unit, above_input_tokens, effective_date, source, created_by)
     values ('tiers', 'per_input_token', 1, 0, '2000-01-01', 'manual_entry', 'test'),
       ('tiers', 'per_input_token', 2, 1, '2000-01-01', 'manual_entry', 'test'),
       ('tiers', 'per_output_token', 1, 0, '2000-01-01', 'manual_entry', 'test')`,
  );
});
afterAll(() => database.drop());

const usual = { input_tokens: 100, output_tokens: 10 };

test.each<[string, Record<string, number>, number | null, string | null, string | null]>([
  ['fast', { ...usual, web_searches: 0 }, 0.11, null, null],
  ['fast', { ...usual, web_searches: 1 }, null, 'actual_price_missing', 'per_web_search'],
  ['fast', { ...usual, cache_write_tokens: 1, cache_write_1h_tokens: 0 }, 0.11, null, null],
  [
    'fast',
    { ...usual, cache_write_tokens: 1, cache_write_1h_tokens: 1 },
    null,
    'actual_price_missing',
    'per_cache_write_1h_token',
  ],
  ['tiers', { input_tokens: 1, output_tokens: 0, requests: 2 }, 1, null, null],
  ['tiers', { input_tokens: 2, output_tokens: 0, requests: 1 }, 4, null, null],
  ['tiers', { input_tokens: 2, output_tokens: 0, requests: 2 }, null, 'request_split_missing', null],
])('%s, %j', async (provider, usage, cost, reason, detail) => {
  const id = await createOrganization(database);
  await store(database, id, [{ provider, tokens_used: undefined, usage }]);
  const { rows } = await database.admin.query(
    `select actual_cost::float as cost, unpriced_reason as reason, unpriced_detail as detail
     from task_executions where organization_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ cost, reason, detail }]);
});
