import { Duration, Stack } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ingestMetrics } from '../../../lambdas/ingest/metric-names.ts';
import { Alarm } from '../../constructs/alarm.ts';
import { AnomalyAlarm } from '../../constructs/anomaly-alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { allowSenders } from './allow-senders.ts';

const PERIOD = Duration.minutes(5);
const TIMEOUT = Duration.seconds(30);
/** Of a message that fails each time; every one takes the visibility timeout of three minutes. */
const RECEIVES = 25;

/** The queue that routing services send to, what cannot be processed from it, and the function that does the rest. */
export class Ingest extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    const { stage, data, alarmTopic: topic } = platform;
    // Named, so that producers keep their address when this stack is recreated.
    const queueName = `payback-${stage.name}-executions`;
    const queueArn = Stack.of(this).formatArn({ service: 'sqs', resource: queueName });
    const secure = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetterQueue = new Queue(this, 'DeadLetterQueue', {
      ...secure,
      queueName: `${queueName}-dead-letters`,
      retentionPeriod: Duration.days(14),
      redriveAllowPolicy: {
        redrivePermission: RedrivePermission.BY_QUEUE,
        sourceQueues: [Queue.fromQueueArn(this, 'Source', queueArn)],
      },
    });
    this.queue = new Queue(this, 'Queue', {
      ...secure,
      queueName,
      retentionPeriod: Duration.days(14),
      // Lambda asks for six times the timeout. With as many receives, messages outlast more than an hour without a database
      // before they become dead letters, and what is good gets rid of a message that no invocation survives.
      visibilityTimeout: Duration.seconds(6 * TIMEOUT.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: RECEIVES },
    });

    allowSenders(this.queue, stage.producers.roleArns);

    const failure = {
      severity: 'now' as const,
      impact: `New executions appear late in every figure; after ${RECEIVES} failed receives they are dead letters.`,
      runbook: 'Ingest fails',
    };
    const ingest = new PaybackFunction(this, 'Ingest', {
      name: 'ingest',
      platform,
      database: platform.connections.ingest,
      timeout: TIMEOUT,
      // One core: a batch of 10,000 is parsed and hashed on it.
      memory: 1769,
      ...(stage.ingest.reserved === null ? {} : { reserved: stage.ingest.reserved }),
      secrets: { USER_HASH_SECRET_ARN: data.userHashSecret },
      failure,
    });
    ingest.released().addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: stage.ingest.batchSize,
        maxBatchingWindow: Duration.seconds(stage.ingest.windowSeconds),
        reportBatchItemFailures: true,
        maxConcurrency: stage.ingest.concurrency,
      }),
    );

    const logs = ingest.logGroup;
    const processed = {
      stored: ingest.metric(ingestMetrics.stored),
      repeated: ingest.metric(ingestMetrics.duplicates),
      rejected: ingest.metric(ingestMetrics.rejected),
    };
    new Alarm(this, 'DeadLetters', {
      topic,
      logs,
      severity: 'today',
      metric: this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
      threshold: 0,
      impact:
        'Executions are missing from every figure until their dead letters are sent back; they expire after 14 days.',
      runbook: 'Dead letters',
    });
    new Alarm(this, 'OldestMessage', {
      topic,
      logs,
      severity: 'now',
      behindDatabase: true,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) }),
      threshold: Duration.minutes(5).toSeconds(),
      periods: 3,
      impact: 'Figures lag more than five minutes behind the work that they are about.',
      runbook: 'The queue grows',
    });
    new Alarm(this, 'TimeToDrain', {
      topic,
      logs,
      severity: 'today',
      behindDatabase: true,
      // Seconds, at the pace of these five minutes; a day where nothing moves.
      metric: new MathExpression({
        label: 'Time until the queue is empty (s)',
        expression: 'IF(deleted > 0, 300 * waiting / deleted, IF(waiting > 0, 86400, 0))',
        usingMetrics: {
          waiting: this.queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD }),
          deleted: this.queue.metricNumberOfMessagesDeleted({ period: PERIOD }),
        },
        period: PERIOD,
      }),
      threshold: Duration.minutes(30).toSeconds(),
      periods: 3,
      impact: 'Messages come in faster than they are stored: figures will lag by more than half an hour.',
      runbook: 'The queue grows',
    });
    new Alarm(this, 'FailedMessages', {
      topic,
      logs,
      behindDatabase: true,
      // Single messages that fail again and again become dead letters, which has an alarm of its own: nobody is woken for them.
      metric: new MathExpression({
        label: 'Share of deliveries that fail (%)',
        expression: 'IF(failed >= 20, 100 * failed / (stored + repeated + rejected + failed), 0)',
        usingMetrics: {
          ...processed,
          failed: ingest.metric(ingestMetrics.failed),
        },
        period: PERIOD,
      }),
      threshold: 5,
      periods: 3,
      ...failure,
    });
    new Alarm(this, 'Rejections', {
      topic,
      logs,
      severity: 'today',
      metric: ingest.metric(ingestMetrics.rejected),
      threshold: 100,
      impact:
        'A producer sends messages that can never be accepted: its executions are missing from every figure.',
      runbook: 'Many rejections',
    });
    new Alarm(this, 'ShareOfRejections', {
      topic,
      logs,
      severity: 'today',
      // A producer that is wholly wrong may send too little for the alarm above; of a handful a single one is more than 5%.
      metric: new MathExpression({
        label: 'Share of messages that are rejected (%)',
        expression:
          'IF(stored + repeated + rejected >= 20, 100 * rejected / (stored + repeated + rejected), 0)',
        usingMetrics: processed,
        period: Duration.minutes(15),
      }),
      threshold: 5,
      impact:
        'More than 5% of the messages of a quarter of an hour can never be accepted: their executions are missing from every figure.',
      runbook: 'Many rejections',
    });
    for (const period of [Duration.hours(1), PERIOD]) {
      const isHour = period.toMinutes() === 60;
      new Alarm(this, isHour ? 'NegativeSavings' : 'NegativeSavingsNow', {
        topic,
        logs,
        severity: 'today',
        metric: losingShare(ingest, period),
        threshold: 5,
        // Of five minutes three in a row: a burst of one kind of work is no turn of things.
        periods: isHour ? 1 : 3,
        impact: `More than 5% of the tasks of ${isHour ? 'an hour' : 'a quarter of an hour'} cost more than their baseline: routing loses money, or a price is wrong.`,
        runbook: 'Tasks cost more than their baseline',
      });
    }
    // Also where nothing can be sent, of which no other alarm could know: a policy of the queue, a producer's network.
    new AnomalyAlarm(this, 'Throughput', {
      topic,
      logs,
      metric: this.queue.metricNumberOfMessagesDeleted({ period: Duration.minutes(15), statistic: 'Sum' }),
      direction: 'below',
      // An hour.
      periods: 4,
      // After six hours without a message SQS publishes nothing more: it stays as it is.
      missingChangesNothing: true,
      severity: 'today',
      impact:
        'Far fewer executions are processed than at this hour of other weeks: they wait, or nobody can send them.',
      runbook: 'Throughput has fallen',
    });
  }
}

/** Of a handful of tasks a single one is more than 5%: no reason to wake somebody. */
const losingShare = (ingest: PaybackFunction, period: Duration) =>
  new MathExpression({
    label: 'Share of tasks with negative savings (%)',
    expression: 'IF(compared >= 20, 100 * losses / compared, 0)',
    usingMetrics: {
      compared: ingest.metric(ingestMetrics.compared),
      losses: ingest.metric(ingestMetrics.negativeSavings),
    },
    period,
  });
