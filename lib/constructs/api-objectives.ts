import { Duration } from 'aws-cdk-lib';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { Alarm } from './alarm.ts';
import type { Platform } from './platform.ts';

/** Of requests that are answered below status 500, over 30 days, in percent. */
const AVAILABILITY = 99.9;
/** Milliseconds in which 95% of the answers are there. */
const LATENCY_MS = 500;

/** How fast the errors that the objective allows in 30 days are used up, by the pairs of windows of Google's SRE workbook. */
const BURN_RATES = [
  // 2% of what 30 days allow, in an hour.
  { name: 'Fast', severity: 'now', factor: 14.4, long: Duration.hours(1), short: Duration.minutes(5) },
  // 5%, in six.
  { name: 'Slow', severity: 'today', factor: 6, long: Duration.hours(6), short: Duration.minutes(30) },
] as const;
/** Below that, one request of a few is no rate. */
const FEWEST_ERRORS = 5;

/** What the API promises, and who is told when it is not kept: both windows of a pair, so that it is much, and still so. */
export class ApiObjectives extends Construct {
  constructor(scope: Construct, id: string, apiStage: HttpStage, { alarmTopic: topic }: Platform) {
    super(scope, id);
    const consequence = {
      impact:
        'Requests of people and programs fail with a status of 500 and above, more than one in a thousand.',
      runbook: 'The API answers with errors',
    };
    for (const { name, severity, factor, long, short } of BURN_RATES) {
      const window = (period: Duration) => ({
        topic,
        metric: errorShare(apiStage, period),
        threshold: round(factor * (100 - AVAILABILITY)),
        severity,
        ...consequence,
      });
      const also = new Alarm(this, `${name}Still`, { ...window(short), isPart: true });
      new Alarm(this, name, { ...window(long), also, behindDatabase: true });
    }
    new Alarm(this, 'Latency', {
      topic,
      metric: apiStage.metricLatency({ period: Duration.minutes(5), statistic: 'p95' }),
      threshold: LATENCY_MS,
      periods: 3,
      behindDatabase: true,
      severity: 'today',
      impact: 'One answer in twenty takes more than half a second: pages feel slow.',
      runbook: 'The API is slow',
    });
  }
}

const errorShare = (apiStage: HttpStage, period: Duration) =>
  new MathExpression({
    label: 'Share of requests that fail (%)',
    expression: `IF(errors >= ${FEWEST_ERRORS}, 100 * errors / requests, 0)`,
    usingMetrics: {
      errors: apiStage.metricServerError({ period, statistic: 'Sum' }),
      requests: apiStage.metricCount({ period, statistic: 'Sum' }),
    },
    period,
  });

/** Without the trace of binary fractions. */
const round = (value: number): number => Math.round(value * 1_000) / 1_000;
