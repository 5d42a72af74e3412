import { count } from '../../shared/metrics/metric.ts';

/** CloudWatch metrics of the watch. */
export const watchMetrics = {
  watches: count('Watches'),
  hints: count('HintsDelivered'),
  failed: count('HintsFailed'),
};
