import { Duration, Size } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { archiveMetrics } from '../../../lambdas/archive/metric-names.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import { Alarm } from '../../constructs/alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';

/** Puts days of weeks that are over into files, before retention may delete them. */
export class Archiving extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    const consequence = {
      severity: 'today' as const,
      impact:
        'Days of organizations that archive are in no files, and are kept until they are. Figures and ingest are as they were.',
      runbook: 'The archive does not progress',
    };
    const { bucket } = platform.data.archive;
    const archive = new PaybackFunction(this, 'Archive', {
      name: 'archive',
      platform,
      database: platform.connections.upkeep,
      timeout: Duration.minutes(15),
      // A whole core: compressing is what takes the time.
      memory: 1_769,
      // Rows of a day on their way into a file: ten million take two, and as much again for the file and its copy.
      disk: Size.gibibytes(6),
      environment: { ARCHIVE_BUCKET: bucket.bucketName },
      // The next call goes on where this one was.
      retryAttempts: 2,
      failure: consequence,
    });
    archive.function.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        resources: [bucket.arnForObjects('*')],
      }),
    );
    acknowledge(archive, {
      [`AwsSolutions-IAM5[Resource::${platform.data.stackName}:ExportsOutputFnGetAttArchiveBucket49F1AC64Arn3FBD647E/*]`]:
        'A file is named after its organization and its day, when it is made.',
    });
    // Once would do for most; the others are for what the time did not suffice for.
    new ScheduledCall(this, 'ThreeTimesADay', {
      function: archive.function,
      expression: 'rate(8 hours)',
      description: 'Put days of weeks that are over into files',
      retries: { attempts: 10, maxAge: Duration.hours(6) },
    });
    const daily = { period: Duration.days(1) };
    new Alarm(this, 'Refused', {
      topic: platform.alarmTopic,
      logs: archive.logGroup,
      metric: archive.metric(archiveMetrics.refused).with(daily),
      threshold: 0,
      ...consequence,
    });
    new Alarm(this, 'NotRunning', {
      topic: platform.alarmTopic,
      logs: archive.logGroup,
      metric: archive.metric(archiveMetrics.runs).with(daily),
      threshold: 1,
      below: true,
      missingIsBad: true,
      onlyAfter: archive.metric(archiveMetrics.runs),
      behindDatabase: true,
      ...consequence,
    });
  }
}
