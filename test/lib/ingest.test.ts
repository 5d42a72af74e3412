import { expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
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
  FunctionName: ref,
}).map(([, properties]) => properties);
const source = queues.get(mapping?.EventSourceArn['Fn::GetAtt'][0] ?? '');

test('a message stays hidden for at least six times as long as a call may take', () => {
  const timeouts = new Map(resourcesOf(service, 'AWS::Lambda::Function', { Timeout: z.number() }));
  const timeout = timeouts.get(mapping?.FunctionName.Ref ?? '')?.Timeout;
  expect(timeout).toBeGreaterThan(0);
  expect(source?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * (timeout ?? Infinity));
});

test('one bad message never holds back its batch', () => {
  service.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 10_000,
    MaximumBatchingWindowInSeconds: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: Match.anyValue() },
  });
});

test('after five receives a message is kept for 14 days, and only for its own queue', () => {
  expect(source?.RedrivePolicy?.maxReceiveCount).toBe(5);
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

test('losing tasks alarm by their share of an hour, not by a single one', () => {
  const count = (id: string, { name: MetricName }: Metric) =>
    Match.objectLike({
      Id: id,
      MetricStat: Match.objectLike({
        Metric: Match.objectLike({ Namespace: 'Payback', MetricName }),
        Period: 3600,
        Stat: 'Sum',
      }),
    });
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Metrics: Match.arrayWith([
      Match.objectLike({ Expression: 'IF(compared >= 20, 100 * losses / compared, 0)' }),
      count('compared', ingestMetrics.compared),
      count('losses', ingestMetrics.negativeSavings),
    ]),
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  });
});
