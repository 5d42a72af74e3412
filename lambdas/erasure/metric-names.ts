import { count, type Metric } from '../../shared/metrics/metric.ts';

export const erasureMetrics = {
  runs: count('ErasureRuns'),
  executions: count('ErasedExecutions'),
  /** Seconds since the oldest erasure that is not finished was asked for. */
  oldest: { name: 'ErasureOldest', unit: 'Seconds' },
} as const satisfies Record<string, Metric>;
