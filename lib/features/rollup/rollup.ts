import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { rollupMetrics } from '../../../lambdas/rollup/metric-names.ts';
import { Alarm } from '../../constructs/alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';

/** Folds pending deltas into the rollups, every minute. */
export class Rollup extends Construct {
  readonly rollup: PaybackFunction;

  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    const consequence = {
      severity: 'today' as const,
      impact: 'Figures stay right, but each read adds up a growing heap of deltas and becomes slower.',
      runbook: 'The fold does not run',
    };
    const rollup = (this.rollup = new PaybackFunction(this, 'Rollup', {
      name: 'rollup',
      platform,
      database: platform.connections.rollup,
      timeout: Duration.minutes(5),
      memory: 512,
      // The next minute's call does what this one did not.
      retryAttempts: 0,
      failure: { ...consequence, periods: 3 },
    }));
    new ScheduledCall(this, 'EveryMinute', {
      function: rollup.function,
      expression: 'rate(1 minute)',
      description: 'Fold pending deltas into the rollups',
      retries: { attempts: 0, maxAge: Duration.minutes(1) },
    });
    new Alarm(this, 'NotRunning', {
      topic: platform.alarmTopic,
      logs: rollup.logGroup,
      metric: rollup.metric(rollupMetrics.folds),
      threshold: 1,
      below: true,
      periods: 3,
      missingIsBad: true,
      onlyAfter: rollup.metric(rollupMetrics.folds),
      behindDatabase: true,
      ...consequence,
    });
    new Alarm(this, 'Slow', {
      topic: platform.alarmTopic,
      logs: rollup.logGroup,
      metric: rollup.metric(rollupMetrics.duration).with({ statistic: Stats.MAXIMUM }),
      // Half of the minute after which the next one is called.
      threshold: 30,
      periods: 3,
      ...consequence,
    });
  }
}
