import { expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { isDeepStrictEqual } from 'node:util';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { ingestMetrics } from '../../lambdas/ingest/metric-names.ts';
import type { Metric } from '../../shared/metrics/metric.ts';
import { getAtt, ref, resourcesOf, templatesOf } from './synthesized.ts';

const { service } = await templatesOf('prod');
const queues = new Map(
  resourcesOf(service, 'AWS::SQS::Queue', {
    VisibilityTimeout: z.number().optional(),
    MessageRetentionPeriod: z.number(),
    SqsManagedSseEnabled: z.literal(true),
    RedrivePolicy: z.object({ deadLetterTargetArn: getAtt, maxReceiveCount: z.number() }).optional(),
  }),
);
const [mapping] = resourcesOf(service, 'AWS::Lambda::EventSourceMapping', {
  EventSourceArn: getAtt,
}).map(([, properties]) => properties);
const source = queues.get(mapping?.EventSourceArn['Fn::GetAtt'][0] ?? '');

test('a message stays hidden for at least six times as long as a call may take', () => {
  const [[, { Timeout: timeout }] = ['', { Timeout: 0 }]] = resourcesOf(service, 'AWS::Lambda::Function', {
    FunctionName: z.string().optional(),
    Timeout: z.number(),
  }).filter(([, { FunctionName }]) => FunctionName === 'payback-prod-ingest');
  expect(timeout).toBeGreaterThan(0);
  expect(source?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout);
});

test('one bad message never holds back its batch', () => {
  service.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 10_000,
    MaximumBatchingWindowInSeconds: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: Match.anyValue() },
  });
});

test('after an hour of failures a message is kept for 14 days, and only for its own queue', () => {
  const receives = source?.RedrivePolicy?.maxReceiveCount ?? 0;
  // As often as halving a full chunk from both of its ends takes: test/lambdas/ingest/outages.test.ts.
  expect(receives).toBe(25);
  expect(receives * (source?.VisibilityTimeout ?? 0)).toBeGreaterThan(3_600);
  const deadLetters = queues.get(source?.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0] ?? '');
  expect(deadLetters?.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  expect(deadLetters?.RedrivePolicy).toBeUndefined();
  service.hasResourceProperties('AWS::SQS::Queue', { RedriveAllowPolicy: { redrivePermission: 'byQueue' } });
});

test('each queue refuses whoever comes without TLS', () => {
  const refusing = resourcesOf(service, 'AWS::SQS::QueuePolicy', {
    Queues: z.array(ref),
    PolicyDocument: z.object({
      Statement: z.array(z.object({ Effect: z.string(), Condition: z.unknown().optional() })),
    }),
  }).filter(([, policy]) =>
    policy.PolicyDocument.Statement.some(
      ({ Effect, Condition }) =>
        Effect === 'Deny' && JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
    ),
  );
  expect(refusing.flatMap(([, policy]) => policy.Queues.map((queue) => queue.Ref)).sort()).toEqual(
    [...queues.keys()].sort(),
  );
});

const mathAlarm = z.object({
  ComparisonOperator: z.literal('GreaterThanThreshold'),
  Threshold: z.number(),
  TreatMissingData: z.literal('notBreaching'),
  Metrics: z.array(
    z.union([
      z.object({ Expression: z.string() }),
      z.object({
        Id: z.string(),
        MetricStat: z.object({
          Metric: z.object({ Namespace: z.literal('Payback'), MetricName: z.string() }),
          Period: z.number(),
          Stat: z.literal('Sum'),
        }),
      }),
    ]),
  ),
});

/** The one alarm on the share that these metrics are of, as CloudWatch would compute it. */
function shareAlarm(metrics: Readonly<Record<string, Metric>>, period: number) {
  const alarms = Object.values(service.findResources('AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => {
    const { success, data } = mathAlarm.safeParse(Properties);
    return success ? [data] : [];
  });
  const expected = Object.entries(metrics).map(([id, { name }]) => [id, name, period]);
  const [alarm] = alarms.filter(({ Metrics }) => {
    const used = Metrics.flatMap((metric) =>
      'Id' in metric && 'MetricStat' in metric
        ? [[metric.Id, metric.MetricStat.Metric.MetricName, metric.MetricStat.Period]]
        : [],
    );
    return isDeepStrictEqual(used, expected);
  });
  const [expression = ''] = alarm?.Metrics.flatMap((metric) =>
    'Expression' in metric ? [metric.Expression] : [],
  ) ?? [''];
  // The operators that are used mean the same in JavaScript.
  const IF = (condition: boolean, yes: number, no: number) => (condition ? yes : no);
  return (counts: Readonly<Record<string, number>>): boolean =>
    runInNewContext(expression, { IF, ...counts }) > (alarm?.Threshold ?? Infinity);
}

test.each([
  [{ stored: 18, repeated: 0, rejected: 1 }, false],
  [{ stored: 18, repeated: 0, rejected: 2 }, true],
  [{ stored: 10, repeated: 8, rejected: 2 }, true],
  [{ stored: 19, repeated: 0, rejected: 1 }, false],
  [{ stored: 0, repeated: 0, rejected: 19 }, false],
  [{ stored: 0, repeated: 0, rejected: 20 }, true],
  [{ stored: 9_500, repeated: 0, rejected: 500 }, false],
  [{ stored: 9_500, repeated: 0, rejected: 501 }, true],
  [{ stored: 0, repeated: 0, rejected: 0 }, false],
])('of %j the share of rejections raises an alarm: %s', (counts, isRaised) => {
  const { stored, duplicates: repeated, rejected } = ingestMetrics;
  expect(shareAlarm({ stored, repeated, rejected }, 900)(counts)).toBe(isRaised);
});

test.each([
  [{ compared: 19, losses: 19 }, false],
  [{ compared: 20, losses: 1 }, false],
  [{ compared: 20, losses: 2 }, true],
  [{ compared: 1_000, losses: 50 }, false],
  [{ compared: 1_000, losses: 51 }, true],
  [{ compared: 0, losses: 0 }, false],
])('of %j the share of losing tasks raises an alarm: %s', (counts, isRaised) => {
  const { compared, negativeSavings: losses } = ingestMetrics;
  expect(shareAlarm({ compared, losses }, 3_600)(counts)).toBe(isRaised);
});
