import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { Alarm } from '../../constructs/alarm.ts';
import type { Platform } from '../../constructs/platform.ts';

/** The database is watched from here, so that its stack does not change whenever an alarm does. */
export class DatabaseAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage, data, alarmTopic: topic }: Platform) {
    super(scope, id);
    const { cluster } = data.database;
    const period = Duration.minutes(5);
    const busy = { topic, periods: 3, runbook: 'The database is busy' };
    new Alarm(this, 'Processor', {
      ...busy,
      metric: cluster.metricCPUUtilization({ period }),
      threshold: 80,
      impact: 'Answers become slow and new executions appear late.',
    });
    new Alarm(this, 'Capacity', {
      ...busy,
      metric: cluster.metricACUUtilization({ period }),
      threshold: 90,
      impact:
        'The database is about to reach its largest size; past it, answers become slow and executions appear late.',
    });
    if (stage.database.readers > 0) {
      new Alarm(this, 'ReaderLag', {
        ...busy,
        metric: cluster.metric('AuroraReplicaLagMaximum', { period, statistic: Stats.MAXIMUM }),
        threshold: Duration.seconds(5).toMilliseconds(),
        impact: 'The read API serves figures that are more than five seconds old.',
      });
    }
  }
}
