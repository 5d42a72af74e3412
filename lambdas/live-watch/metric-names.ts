/** CloudWatch metrics of the watch. */
export const watchMetrics = {
  watches: 'Watches',
  hints: 'HintsDelivered',
  failed: 'HintsFailed',
} as const;
