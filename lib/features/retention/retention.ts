import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { retentionMetrics } from '../../../lambdas/retention/metric-names.ts';
import { RETENTION_HOUR, RETENTION_MINUTES } from '../../../shared/retention/contract.ts';
import { Alarm } from '../../constructs/alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';

/** Deletes what organizations no longer keep, every day: one call decides, the next one deletes. */
export class Retention extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    const consequence = {
      severity: 'today' as const,
      impact:
        'Data is kept for longer than organizations were promised. Figures and ingest are as they were.',
      runbook: 'Retention does not delete',
    };
    const retention = new PaybackFunction(this, 'Retention', {
      name: 'retention',
      platform,
      database: platform.connections.upkeep,
      timeout: Duration.minutes(15),
      memory: 256,
      environment: { AUDIT_LOG_DAYS: String(platform.stage.auditLogRetention.toDays()) },
      // The next call goes on where this one was.
      retryAttempts: 2,
      failure: consequence,
    });
    for (const [name, minute] of Object.entries(RETENTION_MINUTES)) {
      new ScheduledCall(this, name, {
        function: retention.function,
        expression: `cron(${minute} ${RETENTION_HOUR} * * ? *)`,
        description: 'Delete what organizations no longer keep',
        retries: { attempts: 10, maxAge: Duration.hours(12) },
      });
    }
    new Alarm(this, 'Beyond', {
      topic: platform.alarmTopic,
      logs: retention.logGroup,
      metric: retention
        .metric(retentionMetrics.beyond)
        .with({ statistic: 'Maximum', period: Duration.days(1) }),
      // Each day's is seen once before it goes, and a recalculation may hold one up for another.
      threshold: Duration.days(3).toSeconds(),
      ...consequence,
    });
    new Alarm(this, 'NotRunning', {
      topic: platform.alarmTopic,
      logs: retention.logGroup,
      metric: retention.metric(retentionMetrics.runs).with({ period: Duration.days(1) }),
      threshold: 1,
      below: true,
      missingIsBad: true,
      onlyAfter: retention.metric(retentionMetrics.runs),
      behindDatabase: true,
      ...consequence,
    });
  }
}
