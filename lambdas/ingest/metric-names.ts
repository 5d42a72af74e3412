import { count } from '../../shared/metrics/metric.ts';

/** CloudWatch metrics of ingest: every delivered message is counted in one of the first four. */
export const ingestMetrics = {
  stored: count('ExecutionsStored'),
  duplicates: count('DuplicateMessages'),
  rejected: count('RejectedMessages'),
  failed: count('FailedMessages'),
  unpriced: count('UnpricedExecutions'),
  flagged: count('FlagsRaised'),
  compared: count('ComparedExecutions'),
  negativeSavings: count('NegativeSavings'),
};
