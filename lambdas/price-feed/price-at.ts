import type { PriceLine } from './price-lines.ts';
import type { Unit } from './unit-prices.ts';

/** What is charged for a unit in the end, at any time of day, in the lowest tier; undefined: nothing, or several prices. */
export function baseAt(lines: readonly PriceLine[], unit: Unit): bigint | undefined {
  const prices = new Set(
    lines
      .filter((line) => line.unit === unit && line.aboveInputTokens === 0 && line.serviceTier === null)
      .flatMap(({ intervals }) => intervals.at(-1)?.picodollars ?? []),
  );
  const [price] = prices;
  return prices.size === 1 ? price : undefined;
}
