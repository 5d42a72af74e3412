export const recalculateMetrics = {
  /** One a run. */
  runs: 'RecalculationRuns',
  /** Executions looked at. */
  examined: 'RecalculatedExecutions',
  /** Seconds since the oldest unfinished recalculation was asked for; 0 without one. */
  oldest: 'OldestRecalculationAge',
} as const;
