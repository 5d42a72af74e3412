/** A list price, and where it was last compared. */
export interface Price {
  /** US dollars. */
  readonly usd: number;
  /** What one costs. */
  readonly of: string;
  /** AWS's page, to compare it with before a decision hangs on it. */
  readonly page: string;
  readonly seen: Seen;
}

/**
 * AWS's pages could not be read live when these were written down. `aws`: a stored copy of a page or a tool of AWS has the same;
 * `others`: somebody else's account of the list has; `nobody`: nothing was found.
 */
type Seen =
  { readonly by: 'aws' | 'others'; readonly at: string; readonly as: string } | { readonly by: 'nobody' };

const aws = (at: string, as: string): Seen => ({ by: 'aws', at, as });
const others = (at: string, as: string): Seen => ({ by: 'others', at, as });
const NOBODY: Seen = { by: 'nobody' };

const page = (path: string) => `https://aws.amazon.com/${path}/pricing/`;
const price = (usd: number, of: string, at: string, seen: Seen): Price => ({ usd, of, page: page(at), seen });

const ACU_CALCULATOR = aws('https://github.com/aws/agent-toolkit-for-aws (acu_calculator.py)', '2026-03-28');
const LAMBDA = others('https://cloudchipr.com/blog/aws-lambda-pricing', '2024');
const CLOUDWATCH = others(
  'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/',
  '2026-06-13',
);
const ALARMS = others('https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm', '2026');

/** Of us-east-1, list prices without free tiers and discounts, as of 2026-11-28. Other regions are up to a quarter dearer. */
export const prices = {
  /** By storage type. */
  aurora: {
    aurora: {
      acuHour: price(0.12, 'ACU-hour', 'rds/aurora', ACU_CALCULATOR),
      storage: price(0.1, 'GB-month', 'rds/aurora', ACU_CALCULATOR),
      millionRequests: price(
        0.2,
        'million requests of I/O',
        'rds/aurora',
        others('https://www.jusdb.com/blog/aws-rds-vs-aurora-vs-serverless-cost-comparison', '2026'),
      ),
    },
    'aurora-iopt1': {
      acuHour: price(0.156, 'ACU-hour', 'rds/aurora', ACU_CALCULATOR),
      storage: price(0.225, 'GB-month', 'rds/aurora', ACU_CALCULATOR),
      millionRequests: price(
        0,
        'million requests of I/O',
        'rds/aurora',
        aws(
          'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/User_DBInstanceBilling.html',
          '2026',
        ),
      ),
    },
  },
  /** Of at least eight ACUs (also https://blog.serverworks.co.jp/amazon-aurora-serverless-v2-and-amazon-rds-proxy-minimum-cost, 2024-06). */
  proxyAcuHour: price(
    0.015,
    'ACU-hour',
    'rds/proxy',
    aws('https://github.com/aws-samples/sample-aws-database-cookbook', '2025'),
  ),
  /** Also of a further endpoint of the proxy. */
  endpointZoneHour: price(
    0.01,
    'hour in a zone',
    'privatelink',
    others('https://cloudcostkit.com/calculators/aws-vpc-interface-endpoint-cost-calculator', '2026-01-29'),
  ),
  lambda: {
    gbSecond: price(0.0000133334, 'GB-second (arm64)', 'lambda', LAMBDA),
    millionCalls: price(0.2, 'million calls', 'lambda', LAMBDA),
  },
  sqsMillion: price(
    0.4,
    'million requests',
    'sqs',
    others('https://cloudburn.io/blog/amazon-sqs-pricing', '2026-03-14'),
  ),
  httpApiMillion: price(
    1,
    'million requests',
    'api-gateway',
    others('https://amnic.com/blogs/aws-api-gateway-pricing', '2026'),
  ),
  schedulerMillion: price(
    1,
    'million calls',
    'eventbridge',
    others('https://cloudburn.io/blog/amazon-eventbridge-pricing', '2026-03-13'),
  ),
  cloudFront: {
    millionRequests: price(1, 'million requests (https)', 'cloudfront', NOBODY),
    gb: price(0.085, 'GB', 'cloudfront', aws('https://aws.amazon.com/cloudfront/pricing', '2026')),
  },
  logGb: price(0.5, 'GB written', 'cloudwatch', CLOUDWATCH),
  /** Of each metric that it looks at; one of what is unusual counts as three. */
  alarmMetric: price(0.1, 'metric of an alarm', 'cloudwatch', ALARMS),
  compositeAlarm: price(0.5, 'alarm of alarms', 'cloudwatch', ALARMS),
  dashboard: price(3, 'dashboard', 'cloudwatch', CLOUDWATCH),
  metric: price(
    0.3,
    'metric of our own',
    'cloudwatch',
    others('https://signoz.io/guides/cloudwatch-pricing', '2026-02-15'),
  ),
  xRayMillion: price(5, 'million traces', 'xray', aws('https://aws.amazon.com/de/xray/pricing/', '2025')),
  secret: price(
    0.4,
    'secret',
    'secrets-manager',
    others(
      'https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms',
      '2026',
    ),
  ),
  key: price(1, 'key', 'kms', NOBODY),
} as const;

/** All of them, one below the other. */
export const priceList: readonly Price[] = [
  ...Object.values(prices.aurora).flatMap((each) => Object.values(each)),
  ...Object.values(prices.lambda),
  ...Object.values(prices.cloudFront),
  ...Object.values(prices).filter((each) => 'usd' in each),
];
