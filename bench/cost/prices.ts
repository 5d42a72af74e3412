/**
 * US dollars of us-east-1, list prices without free tiers and discounts, as of 2026-11-28 as far as is known here: AWS's pages could not
 * be read when they were written down, so compare them with those of `sources` before a decision hangs on them. Other regions are up to
 * a quarter dearer.
 */
export const prices = {
  /** Per ACU-hour, GB-month and million requests, by storage type. */
  aurora: {
    aurora: { acuHour: 0.12, storage: 0.1, millionRequests: 0.2 },
    'aurora-iopt1': { acuHour: 0.156, storage: 0.225, millionRequests: 0 },
  },
  proxyAcuHour: 0.015,
  /** Also of a further endpoint of the proxy. */
  endpointZoneHour: 0.01,
  lambda: { gbSecond: 0.0000133334, millionCalls: 0.2 },
  sqsMillion: 0.4,
  httpApiMillion: 1,
  schedulerMillion: 1,
  cloudFront: { millionRequests: 1, gb: 0.085 },
  logGb: 0.5,
  alarm: 0.1,
  metric: 0.3,
  xRayMillion: 5,
  secret: 0.4,
  key: 1,
} as const;

export const sources = [
  'https://aws.amazon.com/rds/aurora/pricing/',
  'https://aws.amazon.com/rds/proxy/pricing/',
  'https://aws.amazon.com/lambda/pricing/',
  'https://aws.amazon.com/sqs/pricing/',
  'https://aws.amazon.com/api-gateway/pricing/',
  'https://aws.amazon.com/cloudfront/pricing/',
  'https://aws.amazon.com/cloudwatch/pricing/',
  'https://aws.amazon.com/xray/pricing/',
  'https://aws.amazon.com/secrets-manager/pricing/',
  'https://aws.amazon.com/privatelink/pricing/',
  'https://aws.amazon.com/eventbridge/pricing/',
] as const;
