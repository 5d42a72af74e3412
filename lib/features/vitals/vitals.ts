import { Duration } from 'aws-cdk-lib';
import { Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { vitalsMetrics } from '../../../lambdas/vitals/metric-names.ts';
import type { Metric } from '../../../shared/metrics/metric.ts';
import { Alarm } from '../../constructs/alarm.ts';
import { AnomalyAlarm } from '../../constructs/anomaly-alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';

/** Looks every five minutes at what no other function sees, and waits for nobody's lock. */
export class Vitals extends Construct {
  /** Who looks at figures, and how often: nobody is told of it, it is looked at. */
  readonly adoption: readonly IMetric[];

  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    const { alarmTopic: topic } = platform;
    const unseen = {
      severity: 'today' as const,
      impact: 'Figures are as they were, but nobody is told when they stop being so.',
      runbook: 'Vital signs are missing',
    };
    const vitals = new PaybackFunction(this, 'Vitals', {
      name: 'vitals',
      platform,
      database: platform.connections.pricing,
      timeout: Duration.minutes(1),
      memory: 256,
      retryAttempts: 0,
      failure: { ...unseen, periods: 3 },
    });
    new ScheduledCall(this, 'EveryFiveMinutes', {
      function: vitals.function,
      expression: 'rate(5 minutes)',
      description: 'Publish how the deployment is',
      retries: { attempts: 0, maxAge: Duration.minutes(5) },
    });
    const logs = vitals.logGroup;
    const most = (metric: Metric, period = Duration.minutes(10)) =>
      vitals.metric(metric).with({ statistic: Stats.MAXIMUM, period });
    this.adoption = [vitalsMetrics.organizations, vitalsMetrics.people, vitalsMetrics.loads].map((metric) =>
      most(metric, Duration.hours(1)),
    );
    new Alarm(this, 'NotRunning', {
      topic,
      logs,
      // The schedule is not to the second: in ten minutes there is one at least.
      metric: vitals.metric(vitalsMetrics.runs).with({ period: Duration.minutes(10) }),
      threshold: 1,
      below: true,
      periods: 2,
      missingIsBad: true,
      onlyAfter: vitals.metric(vitalsMetrics.runs),
      behindDatabase: true,
      ...unseen,
    });
    const unfolded = {
      topic,
      logs,
      severity: 'today' as const,
      impact: 'Figures stay right, but each read adds up a growing heap of deltas and becomes slower.',
      runbook: 'The fold does not run',
    };
    new Alarm(this, 'PendingAge', {
      ...unfolded,
      metric: most(vitalsMetrics.pendingAge),
      // A fold is called every minute and takes up to five.
      threshold: Duration.minutes(10).toSeconds(),
    });
    new Alarm(this, 'PendingDeltas', {
      ...unfolded,
      metric: most(vitalsMetrics.pending),
      // Two folds' worth of one transaction each: reads are still fast, and the heap grows.
      threshold: 100_000,
      periods: 2,
    });
    const losing = {
      topic,
      logs,
      severity: 'today' as const,
      runbook: 'Tasks cost more than their baseline',
    };
    new Alarm(this, 'LosingOrganizations', {
      ...losing,
      metric: most(vitalsMetrics.losingHour),
      threshold: 0,
      impact:
        'More than 5% of the tasks of an organization within an hour cost more than their baseline: its people lose money by routing, or see a wrong price.',
    });
    new Alarm(this, 'LosingOrganizationsNow', {
      ...losing,
      metric: most(vitalsMetrics.losingNow, Duration.minutes(5)),
      threshold: 0,
      periods: 3,
      impact:
        'More than 5% of the tasks of an organization cost more than their baseline, for a quarter of an hour: routing went wrong, or a price did.',
    });
    new AnomalyAlarm(this, 'Cost', {
      topic,
      logs,
      metric: most(vitalsMetrics.cost, Duration.minutes(15)),
      direction: 'above',
      periods: 3,
      severity: 'today',
      impact:
        'Work costs much more than at this hour of other weeks: somebody pays for it, or a price is wrong.',
      runbook: 'Costs spike',
    });
    const uncovered = {
      topic,
      logs,
      severity: 'today' as const,
      runbook: 'Costs are unknown',
    };
    new Alarm(this, 'Coverage', {
      ...uncovered,
      metric: vitals
        .metric(vitalsMetrics.coverage)
        .with({ statistic: Stats.MINIMUM, period: Duration.minutes(15) }),
      threshold: 95,
      below: true,
      periods: 2,
      impact:
        'Costs of more than 5% of the executions of two days are unknown: people read savings that leave them out.',
    });
    new Alarm(this, 'UncoveredOrganizations', {
      ...uncovered,
      metric: most(vitalsMetrics.uncovered, Duration.minutes(15)),
      threshold: 0,
      periods: 2,
      impact:
        'Costs of more than 5% of the executions of an organization are unknown: its people read savings that leave them out.',
    });
    new Alarm(this, 'SilentOrganizations', {
      topic,
      logs,
      severity: 'week',
      metric: most(vitalsMetrics.silent, Duration.hours(1)),
      threshold: 0,
      impact:
        'An organization that sent executions last week has sent none for three days: its figures stand still.',
      runbook: 'An organization sends nothing',
    });
    new Alarm(this, 'Connections', {
      topic,
      logs,
      severity: 'now',
      metric: most(vitalsMetrics.connections),
      threshold: 80,
      impact: 'The database is about to refuse connections; past that, requests and ingest fail.',
      runbook: 'The database is busy',
    });
  }
}
