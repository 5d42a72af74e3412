import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OracleUsage } from '../support/price-oracle.ts';
import {
  createPricingDatabase,
  NOON,
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

test.each([
  [NOON - 1, '0.000000001500'],
  [NOON, '0.000000003000'],
  [NOON + 1, '0.000000003000'],
])('at %i the price changes at its exact instant, whatever the session time zone', async (start, cost) => {
  await setPrices(database, [aPrice({ until: NOON }), aPrice({ from: NOON, picodollars: 2n })]);
  await database.admin.query("set time zone 'Pacific/Kiritimati'");
  expect(await actual({ start })).toBe(cost);
});

const MIDNIGHT = Date.parse('2026-01-27T00:00:00Z');
test.each([
  [NOON - 1, 1],
  [NOON, 2],
  [NOON + 1, 2],
  [NOON + 4 * 3_600_000 - 1, 2],
  [NOON + 4 * 3_600_000, 3],
  [MIDNIGHT - 1, 3],
  [MIDNIGHT, 1],
  [MIDNIGHT + 12 * 3_600_000, 2],
])(
  'at %i the price of its part of the day applies, %i, whatever the session time zone',
  async (start, cost) => {
    await setPrices(database, [
      aPrice({ unit: 'per_request', dailyUntil: 43_200, picodollars: 1n }),
      aPrice({ unit: 'per_request', dailyFrom: 43_200, dailyUntil: 57_600, picodollars: 2n }),
      aPrice({ unit: 'per_request', dailyFrom: 57_600, picodollars: 3n }),
    ]);
    await database.admin.query("set time zone 'Asia/Kathmandu'");
    expect(await actual({ start })).toBe(`0.00000000000${cost}`);
    // Together with usage of other days, as a batch is priced.
    const days = [-3, -1, 0, 1, 40].map((day) => someUsage({ start: start + day * 86_400_000 }));
    const together = await priceUsage(database, days);
    expect(together.map((priced) => priced.actual_cost)).toEqual(days.map(() => `0.00000000000${cost}`));
  },
);

test('outside its part of the day a price is none, and a less specific one applies', async () => {
  await setPrices(database, [
    aPrice({ unit: 'per_request', picodollars: 1n }),
    aPrice({ model: 'm', unit: 'per_request', dailyUntil: 43_200, picodollars: 2n }),
  ]);
  expect(await actual({ start: NOON - 1 })).toBe('0.000000000002');
  expect(await actual({ start: NOON })).toBe('0.000000000001');
});

test('a contract that ends gives way to the list price', async () => {
  await setPrices(database, [
    aPrice({}),
    aPrice({ organization: ORGANIZATION, until: NOON, picodollars: 9n }),
  ]);
  expect(await actual({ start: NOON - 1 })).toBe('0.000000013500');
  expect(await actual({ start: NOON })).toBe('0.000000001500');
});
