import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dollars, oracleCost, type OraclePrice, type OracleUsage } from '../support/price-oracle.ts';
import {
  addUpComponents,
  BASELINE_PROVIDER,
  createPricingDatabase,
  aPrice,
  priceUsage,
  setPrices,
  type Priced,
} from '../support/pricing.ts';
import { complete, priceBooks, usages, withoutOverlaps } from '../support/random-price-books.ts';
import type { TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createPricingDatabase();
});
afterAll(() => database.drop());

test('random price books and usage agree with the oracle to the last decimal, split or not, and add up', async () => {
  await fc.assert(
    fc.asyncProperty(
      priceBooks,
      fc.array(usages, { minLength: 1, maxLength: 40 }),
      fc.nat(),
      async (book, items, cut) => {
        await setPrices(database, book);
        const together = await priceUsage(database, items);
        expect(together).toEqual(items.map((item) => expected(item, book)));
        const at = cut % items.length;
        const parts = [items.slice(0, at), items.slice(at)].filter((part) => part.length > 0);
        const apart = await Promise.all(parts.map((part) => priceUsage(database, part)));
        expect(apart.flat()).toEqual(together);
        const known = items.filter((_, index) => together[index]?.actual_cost !== null);
        const totals = await addUpComponents(database, known);
        expect(totals).toEqual(together.flatMap((priced) => priced.actual_cost ?? []));
      },
    ),
    { numRuns: 60 },
  );
});

function expected(item: OracleUsage, book: readonly OraclePrice[]) {
  const own = oracleCost(item, book);
  const baseline = oracleCost({ ...item, provider: BASELINE_PROVIDER, model: null }, book);
  return {
    actual_cost: 'cost' in own ? dollars(own.cost) : null,
    baseline_cost: 'cost' in baseline ? dollars(baseline.cost) : null,
    unpriced_reason:
      'missing' in own
        ? `actual_${own.missing}`
        : 'missing' in baseline
          ? `baseline_${baseline.missing}`
          : null,
  };
}

test('a dearer price or more usage never costs less', async () => {
  // A tier above that is cheaper is a price book's right, and would be the exception.
  const always = [aPrice({ unit: 'per_input_token' }), aPrice({ unit: 'per_output_token' })];
  const rising = priceBooks.map((book) =>
    withoutOverlaps([...always, ...book]).map((item) =>
      item.aboveInputTokens > 0 ? { ...item, picodollars: item.picodollars + 10n ** 15n } : item,
    ),
  );
  const more = fc.constantFrom<Partial<Record<keyof OracleUsage, number>>>(
    { tokens: 1, input: 1 },
    { tokens: 1, input: 1, cacheRead: 1 },
    { tokens: 1, input: 1, cacheWrite: 1 },
    { tokens: 1, output: 1 },
    { microunits: 1 },
  );
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      rising,
      fc.array(usages.map(complete), { minLength: 20, maxLength: 40 }),
      more,
      fc.integer({ min: 1, max: 2000 }),
      fc.nat(),
      async (book, items, added, amount, pick) => {
        await setPrices(database, book);
        const before = await priceUsage(database, items);
        compared += compare(
          before,
          await priceUsage(
            database,
            items.map((item) => increased(item, added, amount)),
          ),
        );
        const dearer = book.map((item, index) =>
          index === pick % book.length ? { ...item, picodollars: item.picodollars + 1_000_000n } : item,
        );
        await setPrices(database, dearer);
        compared += compare(before, await priceUsage(database, items));
      },
    ),
    { numRuns: 40 },
  );
  expect(compared).toBeGreaterThan(500);
});

/** @returns how many costs are known on both sides */
function compare(before: readonly Priced[], after: readonly Priced[]): number {
  const picodollars = (cost: string) => BigInt(cost.replace('.', ''));
  const pairs = before.flatMap(({ actual_cost: low }, index) => {
    const high = after[index]?.actual_cost ?? null;
    return low === null || high === null ? [] : [[low, high] as const];
  });
  for (const [low, high] of pairs) expect(picodollars(high)).toBeGreaterThanOrEqual(picodollars(low));
  return pairs.length;
}

function increased(
  item: OracleUsage,
  added: Partial<Record<keyof OracleUsage, number>>,
  amount: number,
): OracleUsage {
  const plus = (value: number | null, factor = 0) => (value === null ? null : value + factor * amount);
  const { microunits } = item;
  return {
    ...item,
    tokens: item.tokens + (added.tokens ?? 0) * amount,
    input: plus(item.input, added.input),
    // Input is only counted where the split is reported.
    cacheRead: item.input === null ? item.cacheRead : plus(item.cacheRead, added.cacheRead),
    cacheWrite: item.input === null ? item.cacheWrite : plus(item.cacheWrite, added.cacheWrite),
    output: plus(item.output, added.output),
    microunits: microunits === null ? null : microunits + BigInt((added.microunits ?? 0) * amount),
  };
}
