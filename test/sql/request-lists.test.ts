import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOrganization, createPrice, store } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const provider of ['searching', 'plain']) {
    await createPrice(database, { provider, costPerUnit: '0.001' });
  }
  await createPrice(database, { provider: 'searching', pricingModel: 'per_web_search', costPerUnit: '0.01' });
});
afterAll(() => database.drop());

const request = { input_tokens: 100, output_tokens: 0 };
const search = { ...request, web_searches: 1 };

/** What is stored of one execution of two requests. */
async function stored(provider: string, baseline: string, requests: readonly object[]) {
  const id = await createOrganization(database, { baseline });
  await store(database, id, [{ provider, tokens_used: undefined, per_request: requests }]);
  const { rows } = await database.admin.query(
    `select actual_cost::float as actual, baseline_cost::float as baseline, unpriced_reason as reason,
       unpriced_detail as detail, price_basis as basis
     from task_executions where organization_id = $1`,
    [id],
  );
  return rows;
}

test.each([[[request, search]], [[search, request]]])(
  'whichever request of %j cannot be priced, the reason and what is missing are its own',
  async (requests) => {
    expect(await stored('searching', 'plain', requests)).toEqual([
      {
        actual: 0.21,
        baseline: null,
        reason: 'baseline_price_missing',
        detail: 'per_web_search',
        basis: 'any_model',
      },
    ]);
    expect(await stored('plain', 'searching', requests)).toEqual([
      { actual: null, baseline: 0.21, reason: 'actual_price_missing', detail: 'per_web_search', basis: null },
    ]);
  },
);

test('where every request has a price, its costs are added up', async () => {
  expect(await stored('searching', 'searching', [search, search])).toEqual([
    { actual: 0.22, baseline: 0.22, reason: null, detail: null, basis: 'any_model' },
  ]);
});
