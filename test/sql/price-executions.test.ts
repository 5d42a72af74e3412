import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dollars, oracleCost, UNITS, type OraclePrice, type OracleUsage } from '../support/price-oracle.ts';
import {
  addUpComponents,
  BASELINE_PROVIDER,
  ORGANIZATION,
  priceUsage,
  setPrices,
  type Priced,
} from '../support/pricing.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const NOON = Date.parse('2026-01-26T12:00:00Z');
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.admin.query("insert into organizations (id, name) values ($1, 'Initech')", [ORGANIZATION]);
  await database.admin.query(
    `insert into organization_baselines (organization_id, provider, effective_date, created_by)
     values ($1, $2, '-infinity', 'test')`,
    [ORGANIZATION, BASELINE_PROVIDER],
  );
});
afterAll(() => database.drop());

const price = (fields: Partial<OraclePrice>): OraclePrice => ({
  organization: null,
  provider: 'p',
  model: null,
  taskType: null,
  unit: 'per_token',
  aboveInputTokens: 0,
  picodollars: 1n,
  from: Date.parse('2020-01-01'),
  until: Infinity,
  dailyFrom: 0,
  dailyUntil: 86_400,
  ...fields,
});
const usage = (fields: Partial<OracleUsage>): OracleUsage => ({
  organization: ORGANIZATION,
  provider: 'p',
  model: 'm',
  taskType: 't',
  start: NOON,
  tokens: 1500,
  input: 1200,
  cacheRead: 800,
  cacheWrite: 100,
  output: 300,
  microunits: 2_500_000n,
  ...fields,
});

async function actual(fields: Partial<OracleUsage> = {}): Promise<string | null> {
  const [priced] = await priceUsage(database, [usage(fields)]);
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
    price({ ...SCOPES[higher ?? 0], picodollars: 2n }),
    price({ ...SCOPES[lower ?? 0], picodollars: 7n }),
  ]);
  expect(await actual({ tokens: 1_000_000_000_000 })).toBe('2.000000000000');
});

test('a scope does not borrow units from a less specific one', async () => {
  await setPrices(database, [
    price({ unit: 'per_request', picodollars: 5_000_000_000n }),
    price({ model: 'm', unit: 'per_output_token', picodollars: 10n }),
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
    await setPrices(database, [price({ unit })]);
    expect(await actual()).toBe(cost);
  },
);

test('compute units are charged with their decimals', async () => {
  await setPrices(database, [price({ unit: 'per_compute_unit', picodollars: 1_000_000n })]);
  expect(await actual()).toBe('0.000002500000');
});

test('components add up, and each cached class with a price is taken out of the input', async () => {
  await setPrices(database, [
    price({ unit: 'per_input_token', picodollars: 1_000n }),
    price({ unit: 'per_cache_read_token', picodollars: 100n }),
    price({ unit: 'per_cache_write_token', picodollars: 1_250n }),
    price({ unit: 'per_output_token', picodollars: 8_000n }),
    price({ unit: 'per_request', picodollars: 7n }),
  ]);
  // 300 * 1000 + 800 * 100 + 100 * 1250 + 300 * 8000 + 7
  expect(await actual()).toBe('0.000002905007');
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
    price({ unit: 'per_output_token', picodollars: 1n }),
    price({ unit: 'per_output_token', aboveInputTokens: 1000, picodollars: 2n }),
    price({ unit: 'per_output_token', aboveInputTokens: 2000, picodollars: 3n }),
  ]);
  const fields = { input, output: 1_000_000_000_000, cacheRead: 0, cacheWrite: 0 };
  expect(await actual(fields)).toBe(`${tier}.000000000000`);
});

test('a tier replaces only its own unit', async () => {
  await setPrices(database, [
    price({ unit: 'per_request', picodollars: 7n }),
    price({ unit: 'per_output_token', picodollars: 1n }),
    price({ unit: 'per_output_token', aboveInputTokens: 1000, picodollars: 2n }),
  ]);
  expect(await actual()).toBe('0.000000000607');
});

test.each([
  [NOON - 1, '0.000000001500'],
  [NOON, '0.000000003000'],
  [NOON + 1, '0.000000003000'],
])('at %i the price changes at its exact instant, whatever the session time zone', async (start, cost) => {
  await setPrices(database, [price({ until: NOON }), price({ from: NOON, picodollars: 2n })]);
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
      price({ unit: 'per_request', dailyUntil: 43_200, picodollars: 1n }),
      price({ unit: 'per_request', dailyFrom: 43_200, dailyUntil: 57_600, picodollars: 2n }),
      price({ unit: 'per_request', dailyFrom: 57_600, picodollars: 3n }),
    ]);
    await database.admin.query("set time zone 'Asia/Kathmandu'");
    expect(await actual({ start })).toBe(`0.00000000000${cost}`);
    // Together with usage of other days, as a batch is priced.
    const days = [-3, -1, 0, 1, 40].map((day) => usage({ start: start + day * 86_400_000 }));
    const together = await priceUsage(database, days);
    expect(together.map((priced) => priced.actual_cost)).toEqual(days.map(() => `0.00000000000${cost}`));
  },
);

test('outside its part of the day a price is none, and a less specific one applies', async () => {
  await setPrices(database, [
    price({ unit: 'per_request', picodollars: 1n }),
    price({ model: 'm', unit: 'per_request', dailyUntil: 43_200, picodollars: 2n }),
  ]);
  expect(await actual({ start: NOON - 1 })).toBe('0.000000000002');
  expect(await actual({ start: NOON })).toBe('0.000000000001');
});

test('a contract that ends gives way to the list price', async () => {
  await setPrices(database, [price({}), price({ organization: ORGANIZATION, until: NOON, picodollars: 9n })]);
  expect(await actual({ start: NOON - 1 })).toBe('0.000000013500');
  expect(await actual({ start: NOON })).toBe('0.000000001500');
});

test.each<[string, Partial<OraclePrice>[], Partial<OracleUsage>]>([
  ['actual_price_missing', [], {}],
  ['actual_price_missing', [{ unit: 'per_token', aboveInputTokens: 5000 }], {}],
  ['actual_token_split_missing', [{ unit: 'per_input_token' }], { input: null, output: null }],
  ['actual_token_split_missing', [{ unit: 'per_output_token' }], { output: null }],
  ['actual_token_split_missing', [{}, { aboveInputTokens: 5000 }], { input: null }],
  ['actual_token_split_missing', [{ aboveInputTokens: 5000 }], { input: null }],
  [
    'actual_compute_units_missing',
    [{ unit: 'per_compute_unit', picodollars: 1_000_000n }],
    { microunits: null },
  ],
  ['actual_cost_out_of_range', [{ picodollars: 10n ** 13n }], { tokens: 100_000_000_000 }],
])('%s', async (reason, prices, fields) => {
  await setPrices(database, [price({ provider: BASELINE_PROVIDER }), ...prices.map(price)]);
  const [priced] = await priceUsage(database, [usage(fields)]);
  expect(priced).toMatchObject({ actual_cost: null, unpriced_reason: reason });
  expect(priced?.baseline_cost).not.toBeNull();
});

test('a known actual cost stands beside an unknown baseline cost', async () => {
  await setPrices(database, [price({})]);
  const priced = await priceUsage(database, [
    usage({}),
    usage({ organization: '00000000-0000-4000-8000-00000000000f' }),
  ]);
  expect(priced).toEqual([
    { actual_cost: '0.000000001500', baseline_cost: null, unpriced_reason: 'baseline_price_missing' },
    { actual_cost: '0.000000001500', baseline_cost: null, unpriced_reason: 'baseline_not_set' },
  ]);
});

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

test('a dearer price or more usage never costs less', async () => {
  // A tier above that is cheaper is a price book's right, and would be the exception.
  const always = [price({ unit: 'per_input_token' }), price({ unit: 'per_output_token' })];
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

/** With everything reported that a price may ask for. */
function complete(item: OracleUsage): OracleUsage {
  const { input, output, microunits, tokens } = item;
  return { ...item, provider: 'p', input: input ?? tokens, output: output ?? 0, microunits: microunits ?? 0n };
}

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

const HOUR = 3_600_000;
const priceBooks = fc
  .array(
    fc.record({
      organization: fc.constantFrom(null, ORGANIZATION),
      provider: fc.constantFrom('p', BASELINE_PROVIDER),
      model: fc.constantFrom(null, 'm', 'n'),
      taskType: fc.constantFrom(null, 't'),
      unit: fc.constantFrom(...UNITS),
      aboveInputTokens: fc.constantFrom(0, 0, 1000),
      picodollars: fc.bigInt({ min: 0n, max: 10n ** 9n }).map((value) => value * 1_000_000n),
      from: fc.integer({ min: -5, max: 5 }).map((hours) => NOON + hours * HOUR),
      hours: fc.option(fc.integer({ min: 1, max: 4 }), { nil: Infinity }),
      daily: fc.constantFrom([0, 86_400], [0, 86_400], [0, 43_200], [43_200, 86_400], [36_000, 50_399]),
    }),
    { maxLength: 30 },
  )
  .map((prices) =>
    prices.map(({ hours, daily: [dailyFrom = 0, dailyUntil = 0], ...rest }) => ({
      ...rest,
      until: rest.from + hours * HOUR,
      dailyFrom,
      dailyUntil,
    })),
  )
  .map(withoutOverlaps);

function withoutOverlaps(prices: readonly OraclePrice[]): OraclePrice[] {
  const scope = (item: OraclePrice) =>
    [item.organization, item.provider, item.model, item.taskType, item.unit, item.aboveInputTokens].join();
  return prices.filter(
    (item, index) =>
      !prices
        .slice(0, index)
        .some((other) => scope(other) === scope(item) && other.from < item.until && item.from < other.until),
  );
}

const usages = fc
  .record({
    provider: fc.constantFrom('p', BASELINE_PROVIDER),
    model: fc.constantFrom(null, 'm', 'n', 'unknown'),
    taskType: fc.constantFrom('t', 'u'),
    start: fc.integer({ min: -6 * 60, max: 6 * 60 }).map((minutes) => NOON + minutes * 60_000),
    cacheRead: fc.option(fc.nat(600)),
    cacheWrite: fc.option(fc.nat(600)),
    uncached: fc.nat(1000),
    output: fc.option(fc.nat(100_000)),
    split: fc.boolean(),
    microunits: fc.option(fc.bigInt({ min: 0n, max: 10n ** 9n })),
  })
  .map(({ uncached, split, ...rest }): OracleUsage => {
    const input = uncached + (rest.cacheRead ?? 0) + (rest.cacheWrite ?? 0);
    const tokens = input + (rest.output ?? 0);
    return { organization: ORGANIZATION, ...rest, tokens, input: split ? input : null };
  });
