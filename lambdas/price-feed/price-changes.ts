import type { PlannedPrice } from './plan-model.ts';

export interface PriceChange {
  readonly price: PlannedPrice;
  readonly previous: PlannedPrice;
}

/**
 * The new versions among the prices of one model that differ by more than a tenth from the version before them, that of
 * the same unit and tier at the same time of day. Anything is more than a tenth above nothing.
 */
export function largeChanges(prices: readonly PlannedPrice[]): PriceChange[] {
  return prices
    .filter(({ kind }) => kind === 'version')
    .flatMap((price) => {
      const previous = versionBefore(price, prices);
      return previous && isLarge(previous.picodollars, price.picodollars) ? [{ price, previous }] : [];
    });
}

function versionBefore(price: PlannedPrice, prices: readonly PlannedPrice[]): PlannedPrice | undefined {
  return prices
    .filter(
      (other) =>
        other.unit === price.unit &&
        other.serviceTier === price.serviceTier &&
        other.aboveInputTokens === price.aboveInputTokens &&
        other.dailyStart < price.dailyEnd &&
        price.dailyStart < other.dailyEnd &&
        other.from < price.from,
    )
    .sort((left, right) => right.from - left.from)[0];
}

function isLarge(previous: bigint, next: bigint): boolean {
  const difference = next > previous ? next - previous : previous - next;
  return 10n * difference > previous;
}
