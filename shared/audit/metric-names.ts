import { count } from '../metrics/metric.ts';

/** CloudWatch metrics of every function of the API. */
export const accessMetrics = {
  /** Reads and refusals that could not be written down. */
  unrecorded: count('UnrecordedAccess'),
  /** Times that requests could not be counted: they pass then, whatever their rate. */
  uncounted: count('UncountedRequests'),
};
