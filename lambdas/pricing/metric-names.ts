import { count } from '../../shared/metrics/metric.ts';

/** CloudWatch metrics of the price book's API. */
export const pricingMetrics = {
  /** Versions that differ by more than 10% from the one before. */
  changes: count('PriceChanges'),
};
