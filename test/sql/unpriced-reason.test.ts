import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OraclePrice, OracleUsage } from '../support/price-oracle.ts';
import { aPrice, createPricingDatabase, priceUsage, setPrices, someUsage } from '../support/pricing.ts';
import type { TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createPricingDatabase();
});
afterAll(() => database.drop());

const DOLLAR = 1_000_000_000_000n;
const perToken = { picodollars: DOLLAR };
const perOutputToken = { unit: 'per_output_token' } as const;
// Compute units have six decimals, so that their price has as many.
const perComputeUnit = { unit: 'per_compute_unit', picodollars: 1_000_000n } as const;
const perRequest = { unit: 'per_request' } as const;
const tiered = { ...perOutputToken, aboveInputTokens: 1000 };

interface Case {
  readonly prices: readonly Partial<OraclePrice>[];
  readonly usage: Partial<OracleUsage>;
  readonly expected: string;
}

const CASES: Readonly<Record<string, Case>> = {
  'the largest cost that fits': {
    prices: [perToken],
    usage: { tokens: 999_999_999_999 },
    expected: '999999999999.000000000000',
  },
  'a cost that does not fit': {
    prices: [perToken],
    usage: { tokens: 1_000_000_000_000 },
    expected: 'actual_cost_out_of_range',
  },
  'a cost that does not fit, where compute units are missing': {
    prices: [perToken],
    usage: { tokens: 1_000_000_000_000, microunits: null },
    expected: 'actual_cost_out_of_range',
  },
  'no price': { prices: [], usage: {}, expected: 'actual_price_missing' },
  'no price, where usage is missing': {
    prices: [],
    usage: { input: null, output: null, microunits: null },
    expected: 'actual_price_missing',
  },
  'no price below the lowest tier': {
    prices: [tiered],
    usage: { input: 1000 },
    expected: 'actual_price_missing',
  },
  'a tier that could be any': {
    prices: [tiered],
    usage: { input: null },
    expected: 'actual_token_split_missing',
  },
  'no compute units': {
    prices: [perComputeUnit],
    usage: { microunits: null },
    expected: 'actual_compute_units_missing',
  },
  'neither compute units nor output': {
    prices: [perComputeUnit, perOutputToken],
    usage: { microunits: null, output: null },
    expected: 'actual_compute_units_missing',
  },
  'compute units, but no output': {
    prices: [perComputeUnit, perOutputToken],
    usage: { output: null },
    expected: 'actual_token_split_missing',
  },
  'no output, where nothing is charged for compute units': {
    prices: [perOutputToken],
    usage: { output: null, microunits: null },
    expected: 'actual_token_split_missing',
  },
  'a price for requests alone': {
    prices: [perRequest],
    usage: { input: null, output: null, microunits: null },
    expected: '0.000000000001',
  },
};

test.each(Object.entries(CASES))('%s', async (_, { prices, usage, expected }) => {
  await setPrices(database, prices.map(aPrice));
  const [priced] = await priceUsage(database, [someUsage(usage)]);
  const { actual_cost: cost = null, unpriced_reason: reason = null } = priced ?? {};
  expect(reason?.startsWith('actual') ? reason : cost).toBe(expected);
});
