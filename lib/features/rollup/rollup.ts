import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { rollupMetrics } from '../../../lambdas/rollup/metric-names.ts';
import { Alarm } from '../../constructs/alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';

/** Folds pending deltas into the rollups, every minute. */
export class Rollup extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    const impact = 'Figures stay right, but each read adds up a growing heap of deltas and becomes slower.';
    const runbook = 'The fold does not run';
    const rollup = new PaybackFunction(this, 'Rollup', {
      name: 'rollup',
      platform,
      database: platform.connections.rollup,
      timeout: Duration.minutes(5),
      memory: 512,
      // The next minute's call does what this one did not.
      retryAttempts: 0,
      failure: { impact, runbook, periods: 3 },
    });
    new ScheduledCall(this, 'EveryMinute', {
      function: rollup.function,
      expression: 'rate(1 minute)',
      description: 'Fold pending deltas into the rollups',
      retries: { attempts: 0, maxAge: Duration.minutes(1) },
    });
    new Alarm(this, 'NotRunning', {
      topic: platform.alarmTopic,
      metric: rollup.metric(rollupMetrics.folds),
      threshold: 1,
      below: true,
      periods: 3,
      missingIsBad: true,
      impact,
      runbook,
    });
  }
}
