import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { recalculateMetrics } from '../../../lambdas/recalculate/metric-names.ts';
import { Alarm } from '../../constructs/alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';

/** Re-prices the executions that changes of prices and baselines touch, every minute as long as there are any. */
export class Recalculate extends Construct {
  readonly recalculate: PaybackFunction;

  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    const consequence = {
      severity: 'today' as const,
      impact: 'Costs of the past stay as they were before a price was corrected or a baseline changed.',
      runbook: 'Recalculation does not progress',
    };
    const recalculate = (this.recalculate = new PaybackFunction(this, 'Recalculate', {
      name: 'recalculate',
      platform,
      database: platform.connections.pricing,
      // It stops taking work after 50 seconds; one statement may take 30.
      timeout: Duration.minutes(2),
      memory: 256,
      // The next minute's call goes on where this one was.
      retryAttempts: 0,
      failure: { ...consequence, periods: 3 },
    }));
    new ScheduledCall(this, 'EveryMinute', {
      function: recalculate.function,
      expression: 'rate(1 minute)',
      description: 'Re-price what changes of prices and baselines touch',
      retries: { attempts: 0, maxAge: Duration.minutes(1) },
    });
    new Alarm(this, 'Unfinished', {
      topic: platform.alarmTopic,
      logs: recalculate.logGroup,
      metric: recalculate.metric(recalculateMetrics.oldest).with({ statistic: 'Maximum' }),
      // An hour is 70 million executions.
      threshold: Duration.hours(1).toSeconds(),
      ...consequence,
    });
    new Alarm(this, 'NotRunning', {
      topic: platform.alarmTopic,
      logs: recalculate.logGroup,
      metric: recalculate.metric(recalculateMetrics.runs),
      threshold: 1,
      below: true,
      periods: 3,
      missingIsBad: true,
      onlyAfter: recalculate.metric(recalculateMetrics.runs),
      behindDatabase: true,
      ...consequence,
    });
  }
}
