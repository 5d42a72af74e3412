/** CloudWatch metrics of the price feed. */
export const priceFeedMetrics = {
  /** Feeds taken over, changed or not. */
  imports: 'PriceFeedImports',
  /** Feeds that changed nothing because they are malformed or have lost many models. */
  refusals: 'PriceFeedRefusals',
  /** Hours since the last feed that was taken over. */
  age: 'PriceFeedAge',
  versions: 'PriceVersionsCreated',
  /** Versions that differ by more than 10% from the one before. */
  priceChanges: 'PriceChanges',
  /** Models of the feed whose prices cannot be told exactly. */
  refusedModels: 'PriceFeedModelsRefused',
} as const;
