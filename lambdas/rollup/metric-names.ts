import { count } from '../../shared/metrics/metric.ts';

/** CloudWatch metrics of the fold. A minute without `folds` is a minute in which rollups fell behind. */
export const rollupMetrics = {
  folds: count('Folds'),
  folded: count('DeltasFolded'),
};
