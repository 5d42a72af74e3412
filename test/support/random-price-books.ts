import fc from 'fast-check';
import { UNITS, type OraclePrice, type OracleUsage } from './price-oracle.ts';
import { BASELINE_PROVIDER, NOON, ORGANIZATION } from './pricing.ts';

const HOUR = 3_600_000;
/** Prices in every scope and unit around noon, without overlaps. */
export const priceBooks = fc
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

export function withoutOverlaps(prices: readonly OraclePrice[]): OraclePrice[] {
  const scope = (item: OraclePrice) =>
    [item.organization, item.provider, item.model, item.taskType, item.unit, item.aboveInputTokens].join();
  return prices.filter(
    (item, index) =>
      !prices
        .slice(0, index)
        .some((other) => scope(other) === scope(item) && other.from < item.until && item.from < other.until),
  );
}

/** Usage around noon, some of it without what a price may ask for. */
export const usages = fc
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

/** With everything reported that a price may ask for. */
export function complete(item: OracleUsage): OracleUsage {
  const { input, output, microunits, tokens } = item;
  return {
    ...item,
    provider: 'p',
    input: input ?? tokens,
    output: output ?? 0,
    microunits: microunits ?? 0n,
  };
}
