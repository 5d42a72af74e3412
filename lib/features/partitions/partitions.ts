import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Alarm } from '../../constructs/alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';

/** Creates the weekly partitions of the weeks to come, every day. */
export class Partitions extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    const consequence = {
      severity: 'today' as const,
      impact: 'Nothing yet; once the partitions made ahead are used up, no execution can be stored.',
      runbook: 'Partitions are not created',
    };
    const partitions = new PaybackFunction(this, 'Partitions', {
      name: 'partitions',
      platform,
      database: platform.connections.upkeep,
      timeout: Duration.minutes(2),
      memory: 256,
      retryAttempts: 2,
      failure: consequence,
    });
    new ScheduledCall(this, 'EveryDay', {
      function: partitions.function,
      expression: 'cron(17 3 * * ? *)',
      description: 'Create the partitions of the weeks to come',
      retries: { attempts: 10, maxAge: Duration.hours(12) },
    });
    new Alarm(this, 'NotRunning', {
      topic: platform.alarmTopic,
      logs: partitions.logGroup,
      metric: partitions.function.metricInvocations({ period: Duration.days(1) }),
      threshold: 1,
      below: true,
      missingIsBad: true,
      onlyAfter: partitions.function.metricInvocations(),
      behindDatabase: true,
      ...consequence,
    });
  }
}
