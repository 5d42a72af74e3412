import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { erasureMetrics } from '../../../lambdas/erasure/metric-names.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import { Alarm } from '../../constructs/alarm.ts';
import type { FileStore } from '../../constructs/file-store.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';

/** Erases the data of people who asked for it, every minute as long as there is any left. */
export class Erasure extends Construct {
  readonly erasure: PaybackFunction;

  constructor(scope: Construct, id: string, platform: MigratedPlatform, files: FileStore) {
    super(scope, id);
    const consequence = {
      severity: 'today' as const,
      impact: 'Data of people who asked to be forgotten is still there. Figures and ingest are as they were.',
      runbook: 'Erasure does not progress',
    };
    const { bucket: tombstones } = platform.data.tombstones;
    const erasure = (this.erasure = new PaybackFunction(this, 'Erasure', {
      name: 'erasure',
      platform,
      database: platform.connections.upkeep,
      // It stops taking work after 50 seconds; one statement may take 30.
      timeout: Duration.minutes(2),
      memory: 256,
      environment: { FILES_BUCKET: files.bucket.bucketName, TOMBSTONES_BUCKET: tombstones.bucketName },
      // The next minute's call goes on where this one was.
      retryAttempts: 0,
      failure: { ...consequence, periods: 3 },
    }));
    files.grantDeleteTo(erasure);
    erasure.function.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [tombstones.bucketArn] }),
    );
    erasure.function.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: [tombstones.arnForObjects('*')],
      }),
    );
    acknowledge(erasure, {
      [`AwsSolutions-IAM5[Resource::${platform.data.stackName}:ExportsOutputFnGetAttTombstonesBucketF61247EFArn347185CE/*]`]:
        'A tombstone is named after its organization and the id of its erasure, when it is made.',
    });
    new ScheduledCall(this, 'EveryMinute', {
      function: erasure.function,
      expression: 'rate(1 minute)',
      description: 'Erase the data of people who asked for it',
      retries: { attempts: 0, maxAge: Duration.minutes(1) },
    });
    new Alarm(this, 'Unfinished', {
      topic: platform.alarmTopic,
      logs: erasure.logGroup,
      metric: erasure.metric(erasureMetrics.oldest).with({ statistic: 'Maximum' }),
      // An hour is two million executions.
      threshold: Duration.hours(1).toSeconds(),
      ...consequence,
    });
    new Alarm(this, 'NotRunning', {
      topic: platform.alarmTopic,
      logs: erasure.logGroup,
      metric: erasure.metric(erasureMetrics.runs),
      threshold: 1,
      below: true,
      periods: 3,
      missingIsBad: true,
      onlyAfter: erasure.metric(erasureMetrics.runs),
      behindDatabase: true,
      ...consequence,
    });
  }
}
