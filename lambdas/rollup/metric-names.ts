import { count, type Metric } from '../../shared/metrics/metric.ts';

/** CloudWatch metrics of the fold. A minute without `folds` is a minute in which rollups fell behind: one that found the lock taken is none. */
export const rollupMetrics = {
  folds: count('Folds'),
  folded: count('DeltasFolded'),
  /** Seconds that it took. */
  duration: { name: 'FoldDuration', unit: 'Seconds' },
} as const satisfies Record<string, Metric>;
