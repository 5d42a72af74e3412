import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OraclePrice, OracleUsage } from '../support/price-oracle.ts';
import {
  BASELINE_PROVIDER,
  createPricingDatabase,
  ORGANIZATION,
  aPrice,
  priceUsage,
  setPrices,
  someUsage,
} from '../support/pricing.ts';
import type { TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createPricingDatabase();
});
afterAll(() => database.drop());

async function actual(fields: Partial<OracleUsage> = {}): Promise<string | null> {
  const [priced] = await priceUsage(database, [someUsage(fields)]);
  return priced?.actual_cost ?? priced?.unpriced_reason ?? null;
}

// Each scope's price tells which of them won: the most specific is last.
const SCOPES: Partial<OraclePrice>[] = [organizationOf(null), organizationOf(ORGANIZATION)].flatMap(
  (holder) => [null, 'm'].flatMap((model) => [null, 't'].map((taskType) => ({ ...holder, model, taskType }))),
);
function organizationOf(organization: string | null): Partial<OraclePrice> {
  return { organization };
}
const PAIRS = SCOPES.flatMap((_, lower) => SCOPES.map((__, higher) => [lower, higher])).filter(
  ([lower = 0, higher = 0]) => lower < higher,
);

test.each(PAIRS)('of the scopes %i and %i the second, more specific one wins', async (lower, higher) => {
  await setPrices(database, [
    aPrice({ ...SCOPES[higher ?? 0], picodollars: 2n }),
    aPrice({ ...SCOPES[lower ?? 0], picodollars: 7n }),
  ]);
  expect(await actual({ tokens: 1_000_000_000_000 })).toBe('2.000000000000');
});

test('a scope does not borrow units from a less specific one', async () => {
  await setPrices(database, [
    aPrice({ unit: 'per_request', picodollars: 5_000_000_000n }),
    aPrice({ model: 'm', unit: 'per_output_token', picodollars: 10n }),
  ]);
  expect(await actual()).toBe('0.000000003000');
});

test.each([
  ['per_token', '0.000000001500'],
  ['per_input_token', '0.000000001200'],
  ['per_cache_read_token', '0.000000000800'],
  ['per_cache_write_token', '0.000000000100'],
  ['per_output_token', '0.000000000300'],
  ['per_request', '0.000000000001'],
] as const)(
  '%s charges its own quantity, cached input as input where that has no price',
  async (unit, cost) => {
    await setPrices(database, [aPrice({ unit })]);
    expect(await actual()).toBe(cost);
  },
);

test('compute units are charged with their decimals', async () => {
  await setPrices(database, [aPrice({ unit: 'per_compute_unit', picodollars: 1_000_000n })]);
  expect(await actual()).toBe('0.000002500000');
});

test('components add up, and each cached class with a price is taken out of the input', async () => {
  await setPrices(database, [
    aPrice({ unit: 'per_input_token', picodollars: 1_000n }),
    aPrice({ unit: 'per_cache_read_token', picodollars: 100n }),
    aPrice({ unit: 'per_cache_write_token', picodollars: 1_250n }),
    aPrice({ unit: 'per_output_token', picodollars: 8_000n }),
    aPrice({ unit: 'per_request', picodollars: 7n }),
  ]);
  // 300 * 1000 + 800 * 100 + 100 * 1250 + 300 * 8000 + 7
  expect(await actual()).toBe('0.000002905007');
});

test.each([
  // 1,200 of input in all, 800 of it read from the cache and 100 written to it.
  [{}, '0.000000505000'],
  [{ cacheRead: null }, '0.000001225000'],
  [{ cacheWrite: null }, '0.000000480000'],
  [{ cacheRead: null, cacheWrite: null }, '0.000001200000'],
])('of cached classes with a price, those not reported are none of the input: %o', async (fields, cost) => {
  await setPrices(database, [
    aPrice({ unit: 'per_input_token', picodollars: 1_000n }),
    aPrice({ unit: 'per_cache_read_token', picodollars: 100n }),
    aPrice({ unit: 'per_cache_write_token', picodollars: 1_250n }),
  ]);
  expect(await actual(fields)).toBe(cost);
});

test.each([
  [999, 1],
  [1000, 1],
  [1001, 2],
  [1999, 2],
  [2000, 2],
  [2001, 3],
])('with %i input tokens, tier %i of 1,000 and 2,000 applies to the whole execution', async (input, tier) => {
  await setPrices(database, [
    aPrice({ unit: 'per_output_token', picodollars: 1n }),
    aPrice({ unit: 'per_output_token', aboveInputTokens: 1000, picodollars: 2n }),
    aPrice({ unit: 'per_output_token', aboveInputTokens: 2000, picodollars: 3n }),
  ]);
  const fields = { input, output: 1_000_000_000_000, cacheRead: 0, cacheWrite: 0 };
  expect(await actual(fields)).toBe(`${tier}.000000000000`);
});

test('a tier replaces only its own unit', async () => {
  await setPrices(database, [
    aPrice({ unit: 'per_request', picodollars: 7n }),
    aPrice({ unit: 'per_output_token', picodollars: 1n }),
    aPrice({ unit: 'per_output_token', aboveInputTokens: 1000, picodollars: 2n }),
  ]);
  expect(await actual()).toBe('0.000000000607');
});

const INCOMPLETE: [string, Partial<OraclePrice>[], Partial<OracleUsage>][] = [
  ['price_missing', [], {}],
  ['price_missing', [{ unit: 'per_token', aboveInputTokens: 5000 }], {}],
  ['token_split_missing', [{ unit: 'per_input_token' }], { input: null, output: null }],
  ['token_split_missing', [{ unit: 'per_output_token' }], { output: null }],
  ['token_split_missing', [{}, { aboveInputTokens: 5000 }], { input: null }],
  ['token_split_missing', [{ aboveInputTokens: 5000 }], { input: null }],
  ['compute_units_missing', [{ unit: 'per_compute_unit', picodollars: 1_000_000n }], { microunits: null }],
  ['cost_out_of_range', [{ picodollars: 10n ** 13n }], { tokens: 100_000_000_000 }],
];

test.each(INCOMPLETE)('actual_%s', async (reason, prices, fields) => {
  await setPrices(database, [aPrice({ provider: BASELINE_PROVIDER }), ...prices.map(aPrice)]);
  const [priced] = await priceUsage(database, [someUsage(fields)]);
  expect(priced).toMatchObject({ actual_cost: null, unpriced_reason: `actual_${reason}` });
  expect(priced?.baseline_cost).not.toBeNull();
});

test.each(INCOMPLETE)('baseline_%s', async (reason, prices, fields) => {
  const ofBaseline = prices.map((fieldsOfPrice) => aPrice({ ...fieldsOfPrice, provider: BASELINE_PROVIDER }));
  await setPrices(database, [aPrice({}), ...ofBaseline]);
  const [priced] = await priceUsage(database, [someUsage(fields)]);
  expect(priced).toMatchObject({ baseline_cost: null, unpriced_reason: `baseline_${reason}` });
  expect(priced?.actual_cost).not.toBeNull();
});

test('where neither cost is known, what the actual one lacks is named', async () => {
  await setPrices(database, [aPrice({ unit: 'per_output_token' })]);
  expect(await priceUsage(database, [someUsage({ output: null })])).toEqual([
    { actual_cost: null, baseline_cost: null, unpriced_reason: 'actual_token_split_missing' },
  ]);
});

test('a known actual cost stands beside an unknown baseline cost', async () => {
  await setPrices(database, [aPrice({})]);
  const priced = await priceUsage(database, [
    someUsage({}),
    someUsage({ organization: '00000000-0000-4000-8000-00000000000f' }),
  ]);
  expect(priced).toEqual([
    { actual_cost: '0.000000001500', baseline_cost: null, unpriced_reason: 'baseline_price_missing' },
    { actual_cost: '0.000000001500', baseline_cost: null, unpriced_reason: 'baseline_not_set' },
  ]);
});
