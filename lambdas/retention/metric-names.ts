import { count, type Metric } from '../../shared/metrics/metric.ts';

export const retentionMetrics = {
  /** One a run that came to its end, whether all was done or the time was up. */
  runs: count('RetentionRuns'),
  /** Rows deleted one by one, of all tables. */
  deleted: count('RetentionDeletedRows'),
  /** Weeks whose partitions were dropped. */
  weeks: count('RetentionDroppedWeeks'),
  /** Seconds for which the oldest execution has been kept beyond its time. */
  beyond: { name: 'RetentionOldestBeyond', unit: 'Seconds' },
} as const satisfies Record<string, Metric>;
