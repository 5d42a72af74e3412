/** CloudWatch metrics of ingest: every delivered message is counted in one of the first four. */
export const ingestMetrics = {
  stored: 'ExecutionsStored',
  duplicates: 'DuplicateMessages',
  rejected: 'RejectedMessages',
  failed: 'FailedMessages',
  unpriced: 'UnpricedExecutions',
  flagged: 'FlagsRaised',
  compared: 'ComparedExecutions',
  negativeSavings: 'NegativeSavings',
} as const;
