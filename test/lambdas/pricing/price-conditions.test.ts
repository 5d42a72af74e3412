import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { correctPrice } from '../../../lambdas/pricing/corrections/contract.ts';
import { priceHistory } from '../../../lambdas/pricing/history/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { createPrice as create, listPrices as list } from '../../../lambdas/pricing/prices/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { acmePrice, versionsOf } from '../../support/price-book.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
});
afterAll(() => database.drop());

const add = (provider: string, fields: object) =>
  api.result(create, { operator: true, subject: 'olga', body: { ...acmePrice, provider, ...fields } });

test.each([
  [{}, { service_tier: null, speed: null, inference_geo: null }],
  [
    { service_tier: 'Batch', speed: ' FAST ' },
    { service_tier: 'batch', speed: 'fast', inference_geo: null },
  ],
  [
    { service_tier: 'standard', speed: 'Normal', inference_geo: 'global' },
    { service_tier: null, speed: null, inference_geo: null },
  ],
  [
    { service_tier: 'default', speed: null, inference_geo: 'US' },
    { service_tier: null, speed: null, inference_geo: 'us' },
  ],
])('of %j a price is for %j', async (given, kept) => {
  const provider = `kept-${JSON.stringify(given).length}`;
  const { id } = await add(provider, given);
  const { prices } = await api.result(list, { query: { provider } });
  expect(prices).toEqual([expect.objectContaining({ id, ...kept, is_inferred: false })]);
});

test('a price for a condition is beside the one for the default, and each has versions of its own', async () => {
  await add('beside', { cost_per_unit: '2' });
  await add('beside', { cost_per_unit: '1', service_tier: 'batch' });
  await add('beside', { cost_per_unit: '3', service_tier: 'batch', inference_geo: 'us' });
  await add('beside', { cost_per_unit: '1.5', service_tier: 'batch', effective_date: '2026-02-01' });
  expect(await versionsOf(database, 'beside')).toEqual({
    in_force: ['2026-01-01..2026-02-01 1', '2026-01-01.. 2', '2026-01-01.. 3', '2026-02-01.. 1.5'],
    superseded: ['2026-01-01.. 1'],
  });
  // The change of more than a tenth is that of the batch price alone.
  const { rows } = await database.admin.query(
    `select trim_scale(c.previous_cost_per_unit)::text as before, p.service_tier, p.inference_geo
     from price_changes c join provider_pricing p on p.id = c.price_id where p.provider = 'beside'`,
  );
  expect(rows).toEqual([{ before: '1', service_tier: 'batch', inference_geo: null }]);
  const { versions } = await api.result(priceHistory, { query: { provider: 'beside' } });
  expect(versions.map((each) => [each.service_tier, each.inference_geo, Number(each.cost_per_unit)])).toEqual(
    [
      [null, null, 2],
      ['batch', null, 1],
      ['batch', null, 1],
      ['batch', null, 1.5],
      ['batch', 'us', 3],
    ],
  );
});

test('a correction keeps the condition, and overlaps with its own alone', async () => {
  await add('corrected', { cost_per_unit: '2', effective_date: '2025-01-01', end_date: '2026-01-01' });
  const { id } = await add('corrected', { cost_per_unit: '1', speed: 'fast' });
  const body = { effective_date: '2025-06-01', cost_per_unit: '4', reason: 'invoice' };
  const { price } = await api.result(correctPrice, { operator: true, path: { id }, body });
  expect(price).toMatchObject({ speed: 'fast', effective_date: '2025-06-01T00:00:00.000Z' });
  // The standard price touched its beginning and stays as it was.
  expect((await versionsOf(database, 'corrected')).in_force).toEqual([
    '2025-01-01..2026-01-01 2',
    '2025-06-01.. 4',
  ]);
});

test.each([
  ['x'.repeat(51), 'text of 0 to 50 characters without U+0000'],
  ['\0', 'text of 0 to 50 characters without U+0000'],
  ['fast\u202e', '0 to 50 printable characters, in one line'],
  ['fast\nslow', '0 to 50 printable characters, in one line'],
])('%j is refused by name', async (tier, allowed) => {
  const body = { ...acmePrice, service_tier: tier };
  expect(await api.problem(create, { operator: true, body })).toMatchObject({
    status: 400,
    errors: [{ field: 'service_tier', detail: `must be ${allowed}` }],
  });
});
