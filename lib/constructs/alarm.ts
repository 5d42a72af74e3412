import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  Alarm as CloudWatchAlarm,
  ComparisonOperator,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** What an alarm must say before it may wake somebody. */
export interface Consequence {
  /** Who notices what while this lasts, as a sentence. */
  readonly impact: string;
  /** A heading of docs/runbook.md, verbatim; a test holds the two together. */
  readonly runbook: string;
}

export interface AlarmProps extends Consequence {
  readonly topic: Topic;
  readonly metric: IMetric;
  /** The alarm is raised when the metric is greater than this, or less with `below`. */
  readonly threshold: number;
  readonly below?: true;
  /** Periods of the metric in a row; 1 by default. */
  readonly periods?: number;
  /** Whether no data is itself the failure, as for a job that should run; false by default. */
  readonly missingIsBad?: true;
}

/** The anchor that Markdown renderers give a heading. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s+/g, '-');

/** An alarm whose notification tells what it means for people and where to read on. */
export class Alarm extends Construct {
  readonly alarm: CloudWatchAlarm;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    this.alarm = new CloudWatchAlarm(this, 'Alarm', {
      alarmDescription: `${props.impact} Runbook: docs/runbook.md#${anchor(props.runbook)}`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator: props.below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: props.missingIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(props.topic);
    this.alarm.addAlarmAction(action);
    this.alarm.addOkAction(action);
  }
}

/** Where alarms go. Subscribing people to it is left to each installation (docs/deploy.md). */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string) {
    // CloudWatch may not publish through the key that SNS manages itself; a key of our own costs 1 USD a month.
    const masterKey = new Key(scope, `${id}Key`, {
      description: 'Encrypts notifications of alarms',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    super(scope, id, { displayName: Stack.of(scope).stackName, masterKey, enforceSSL: true });
    this.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));
  }
}
