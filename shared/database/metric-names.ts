import type { Metric } from '../metrics/metric.ts';

/** CloudWatch metrics of every function of the API, about its statements. */
export const databaseMetrics = {
  /** How long each statement of a request took, with its wait for locks; what begins and ends a transaction is none. */
  statements: { name: 'StatementDuration', unit: 'Milliseconds' },
} as const satisfies Record<string, Metric>;
