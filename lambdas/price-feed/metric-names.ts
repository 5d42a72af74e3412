import { count, type Metric } from '../../shared/metrics/metric.ts';

/** CloudWatch metrics of the price feed. */
export const priceFeedMetrics = {
  /** Feeds taken over, changed or not. */
  imports: count('PriceFeedImports'),
  /** Feeds that changed nothing because they are malformed or have lost many models. */
  refusals: count('PriceFeedRefusals'),
  /** Days since the newest day that the data of the oldest list tell of. */
  dataAge: { name: 'PriceDataAge', unit: 'None' },
  /** Prices of models in use that another source contradicts by more than 10%. */
  disputes: count('PriceDisputes'),
  versions: count('PriceVersionsCreated'),
  /** Versions that differ by more than 10% from the one before. */
  priceChanges: count('PriceChanges'),
  /** Models of the feed whose prices cannot be told exactly. */
  refusedModels: count('PriceFeedModelsRefused'),
} as const satisfies Record<string, Metric>;
