import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { priceAuditMetrics } from '../../../lambdas/price-audit/metric-names.ts';
import type { Metric } from '../../../shared/metrics/metric.ts';
import { Alarm } from '../../constructs/alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';

/** Every day, prices a sample of what is stored again and compares the rollups with the executions. */
export class PriceAudit extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    const { alarmTopic: topic } = platform;
    const unaudited = {
      severity: 'today' as const,
      impact:
        'A wrong cost or a wrong sum would stay unnoticed: they were not looked for, or not everywhere.',
      runbook: 'The price audit does not run',
    };
    const priceAudit = new PaybackFunction(this, 'PriceAudit', {
      name: 'price-audit',
      platform,
      database: platform.connections.pricing,
      timeout: Duration.minutes(15),
      memory: 256,
      retryAttempts: 2,
      failure: unaudited,
    });
    new ScheduledCall(this, 'EveryDay', {
      function: priceAudit.function,
      expression: 'cron(41 4 * * ? *)',
      description: 'Price a sample of executions again and reconcile the rollups',
      retries: { attempts: 10, maxAge: Duration.hours(12) },
    });

    // Over a day, so that an alarm stays until the next audit finds nothing.
    const daily = (metric: Metric) => priceAudit.metric(metric).with({ period: Duration.days(1) });
    new Alarm(this, 'PriceDifferences', {
      topic,
      logs: priceAudit.logGroup,
      metric: daily(priceAuditMetrics.differences),
      threshold: 0,
      severity: 'today',
      impact: 'Costs and savings that people read are not what the price book says.',
      runbook: 'Stored costs differ from the price book',
    });
    new Alarm(this, 'DriftedDays', {
      topic,
      logs: priceAudit.logGroup,
      metric: daily(priceAuditMetrics.drifted),
      threshold: 0,
      severity: 'today',
      impact: 'Totals of a day are not the sums of the executions that can be listed for it.',
      runbook: 'Rollups differ from their executions',
    });
    new Alarm(this, 'Unaudited', {
      topic,
      logs: priceAudit.logGroup,
      metric: daily(priceAuditMetrics.unaudited),
      threshold: 0,
      ...unaudited,
    });
    new Alarm(this, 'NotRunning', {
      topic,
      logs: priceAudit.logGroup,
      metric: daily(priceAuditMetrics.audits),
      threshold: 1,
      below: true,
      missingIsBad: true,
      onlyAfter: priceAudit.metric(priceAuditMetrics.audits),
      behindDatabase: true,
      ...unaudited,
    });
  }
}
