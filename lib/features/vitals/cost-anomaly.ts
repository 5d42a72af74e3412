import { Duration } from 'aws-cdk-lib';
import {
  AnomalyDetectionAlarm,
  ComparisonOperator,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { vitalsMetrics } from '../../../lambdas/vitals/metric-names.ts';
import { described } from '../../constructs/alarm.ts';
import type { PaybackFunction } from '../../constructs/payback-function.ts';

/** The cost of work against what CloudWatch has learned of it by hour and weekday: it needs two weeks to be of use. */
export function watchCost(scope: Construct, vitals: PaybackFunction, topic: Topic): void {
  const consequence = {
    severity: 'today' as const,
    impact:
      'Work costs much more than at this hour of other weeks: somebody pays for it, or a price is wrong.',
    runbook: 'Costs spike',
  };
  const alarm = new AnomalyDetectionAlarm(scope, 'Cost', {
    alarmDescription: described(consequence, vitals.logGroup),
    metric: vitals
      .metric(vitalsMetrics.cost)
      .with({ statistic: Stats.MAXIMUM, period: Duration.minutes(15) }),
    // Three standard deviations; two would be an alarm each day.
    stdDevs: 3,
    comparisonOperator: ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  const action = new SnsAction(topic);
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
}
