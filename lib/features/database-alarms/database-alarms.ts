import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { Alarm, type AlarmProps } from '../../constructs/alarm.ts';
import type { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';

const PERIOD = Duration.minutes(5);

/** The database is watched from here, so that its stack does not change whenever an alarm does. */
export class DatabaseAlarms extends Construct {
  /** While it is raised, nobody is told of what else it raises. */
  readonly down: Alarm;

  /** @param jobs that do nothing but ask the database every minute, each as another user */
  constructor(scope: Construct, id: string, platform: MigratedPlatform, jobs: readonly PaybackFunction[]) {
    super(scope, id);
    const { stage, data, connections } = platform;
    const { cluster } = data.database;
    const topic = platform.alarmTopic;
    const logs = jobs[0]?.logGroup;
    this.down = new Alarm(this, 'Down', {
      topic,
      ...(logs && { logs }),
      metric: allFail(jobs),
      threshold: 0,
      periods: 3,
      of: 2,
      severity: 'now',
      impact:
        'Nobody sees figures, and new executions wait in the queue; none is lost for 75 minutes, and none for 14 days after.',
      runbook: 'The database cannot be reached',
    });
    const busy = (name: string, props: Pick<AlarmProps, 'metric' | 'threshold' | 'impact'>) =>
      new Alarm(this, name, {
        topic,
        severity: 'today',
        periods: 3,
        runbook: 'The database is busy',
        ...props,
      });
    // An average over the cluster would hide a writer at its limit behind readers with nothing to do.
    for (const role of stage.database.readers > 0 ? ['WRITER', 'READER'] : ['WRITER']) {
      busy(role === 'WRITER' ? 'Processor' : 'ReaderProcessor', {
        metric: cluster.metricCPUUtilization({
          period: PERIOD,
          dimensionsMap: { DBClusterIdentifier: cluster.clusterIdentifier, Role: role },
        }),
        threshold: 80,
        impact: 'Answers become slow and new executions appear late.',
      });
    }
    busy('Capacity', {
      metric: cluster.metricACUUtilization({ period: PERIOD, statistic: Stats.MAXIMUM }),
      threshold: 90,
      impact:
        'The database is about to reach its largest size; past it, answers become slow and executions appear late.',
    });
    if (stage.database.readers > 0) {
      busy('ReaderLag', {
        metric: cluster.metric('AuroraReplicaLagMaximum', { period: PERIOD, statistic: Stats.MAXIMUM }),
        threshold: Duration.seconds(5).toMilliseconds(),
        impact: 'The read API serves figures that are more than five seconds old.',
      });
    }
    if (connections.proxyName !== undefined) watchProxy(connections.proxyName, busy);
  }
}

function watchProxy(
  ProxyName: string,
  busy: (name: string, props: Pick<AlarmProps, 'metric' | 'threshold' | 'impact'>) => Alarm,
): void {
  const metric = (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/RDS',
      metricName,
      dimensionsMap: { ProxyName },
      statistic,
      period: PERIOD,
    });
  busy('ProxyBorrow', {
    metric: metric('DatabaseConnectionsBorrowLatency', Stats.AVERAGE),
    // In microseconds. Usually below one millisecond; it comes on top of each request.
    threshold: 100_000,
    impact: 'Each request waits more than a tenth of a second for a connection of the proxy.',
  });
  busy('ProxyPinned', {
    metric: metric('DatabaseConnectionsCurrentlySessionPinned', Stats.MAXIMUM),
    // Nothing of ours keeps a session (ADR 0009), so that one is a slip; ten are taken from everybody.
    threshold: 10,
    impact: 'Connections of the proxy cannot be shared: requests will wait for one, and then fail.',
  });
}

/** Above zero in a minute in which every one of them has failed. */
const allFail = (jobs: readonly PaybackFunction[]) =>
  new MathExpression({
    label: 'Calls that failed, of the job with the fewest',
    expression: `MIN([${jobs.map((_, index) => `job${index}`).join(', ')}])`,
    usingMetrics: Object.fromEntries(
      jobs.map((job, index) => [`job${index}`, job.function.metricErrors({ period: Duration.minutes(1) })]),
    ),
    period: Duration.minutes(1),
  });
