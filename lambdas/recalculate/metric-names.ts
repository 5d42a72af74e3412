import { count, type Metric } from '../../shared/metrics/metric.ts';

export const recalculateMetrics = {
  /** One a run. */
  runs: count('RecalculationRuns'),
  /** Executions looked at. */
  examined: count('RecalculatedExecutions'),
  /** Seconds since the oldest unfinished recalculation was asked for; 0 without one. */
  oldest: { name: 'OldestRecalculationAge', unit: 'Seconds' },
} as const satisfies Record<string, Metric>;
