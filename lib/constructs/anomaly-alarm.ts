import {
  AnomalyDetectionAlarm,
  ComparisonOperator,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { described, type Consequence } from './alarm.ts';

export interface AnomalyAlarmProps extends Consequence {
  readonly topic: Topic;
  readonly logs: ILogGroup;
  readonly metric: IMetric;
  /** On which side of what is usual it is raised. */
  readonly direction: 'above' | 'below';
  /** Periods of the metric in a row. */
  readonly periods: number;
  /** Whether it stays as it is where there is no data; else that is well. */
  readonly missingChangesNothing?: true;
}

/** A metric against what CloudWatch has learned of it by hour and weekday: it needs two weeks to be of use, and costs three alarms. */
export class AnomalyAlarm extends Construct {
  readonly alarm: AnomalyDetectionAlarm;
  readonly metric: IMetric;
  readonly consequence: Consequence;

  constructor(scope: Construct, id: string, props: AnomalyAlarmProps) {
    super(scope, id);
    this.metric = props.metric;
    this.consequence = props;
    const alarm = (this.alarm = new AnomalyDetectionAlarm(this, 'Alarm', {
      alarmDescription: described(props, props.logs),
      metric: props.metric,
      // Three standard deviations; two would be an alarm each day.
      stdDevs: 3,
      comparisonOperator:
        props.direction === 'above'
          ? ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD
          : ComparisonOperator.LESS_THAN_LOWER_THRESHOLD,
      evaluationPeriods: props.periods,
      treatMissingData: props.missingChangesNothing
        ? TreatMissingData.IGNORE
        : TreatMissingData.NOT_BREACHING,
    }));
    const action = new SnsAction(props.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
