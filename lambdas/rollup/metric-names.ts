/** CloudWatch metrics of the fold. A minute without `folds` is a minute in which rollups fell behind. */
export const rollupMetrics = {
  folds: 'Folds',
  folded: 'DeltasFolded',
} as const;
