import { Aws, Duration, Fn } from 'aws-cdk-lib';
import {
  Alarm as CloudWatchAlarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  MathExpression,
  Stats,
  TreatMissingData,
  type IAlarmRule,
  type IMetric,
  type Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** How soon somebody has to look: in the night too, on this working day, within the week. */
type Severity = 'now' | 'today' | 'week';

/** What an alarm must say before it may wake somebody. */
export interface Consequence {
  readonly severity: Severity;
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
  /** So many of the periods are enough; all by default. */
  readonly of?: number;
  /** Whether no data is itself the failure, as for a job that should run; false by default. */
  readonly missingIsBad?: true;
  /** Where to read why. */
  readonly logs?: ILogGroup;
  /** Whether an unreachable database raises it as well: the alarms of a heading are told as one then, and not while that is known. */
  readonly behindDatabase?: boolean;
  /** Nobody hears of it alone: it is a part of the rule of something else. */
  readonly isPart?: true;
  /** Another that has to be raised as well. */
  readonly also?: Alarm;
  /** What has to have happened within seven days, or this is silent: a schedule of a first deployment has not run yet. */
  readonly onlyAfter?: Metric;
}

/** The anchor that Markdown renderers give a heading. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s+/g, '-');

/** @returns what the notification says, with an address of the logs in the console */
export function described({ severity, impact, runbook }: Consequence, logs?: ILogGroup): string {
  const said = `[${severity}] ${impact} Runbook: docs/runbook.md#${anchor(runbook)}`;
  if (logs === undefined) return said;
  const console = `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}`;
  return Fn.join('', [`${said} Logs: ${console}#logsV2:log-groups/log-group/`, logs.logGroupName]);
}

/** An alarm whose notification tells what it means for people and where to read on. */
export class Alarm extends Construct {
  readonly alarm: CloudWatchAlarm;
  readonly consequence: Consequence;
  /** Whether a group tells of it (alarm-group.ts), and not it itself. */
  readonly isTogether: boolean;
  readonly behindDatabase: boolean;
  readonly logs: ILogGroup | undefined;
  /** When it is raised, as a part of the rule of a group. */
  readonly rule: IAlarmRule;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { severity, impact, runbook, logs, also, onlyAfter, of: enough } = props;
    this.consequence = { severity, impact, runbook };
    this.behindDatabase = props.behindDatabase ?? false;
    this.isTogether = this.behindDatabase || also !== undefined || onlyAfter !== undefined;
    this.logs = logs;
    this.alarm = new CloudWatchAlarm(this, 'Alarm', {
      alarmDescription: described(props, logs),
      metric: props.missingIsBad ? filled(props.metric) : props.metric,
      threshold: props.threshold,
      comparisonOperator: props.below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      ...(enough === undefined ? {} : { datapointsToAlarm: enough }),
      treatMissingData: props.missingIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const isRaised = AlarmRule.fromAlarm(this.alarm, AlarmState.ALARM);
    const others = [...(also ? [also.rule] : []), ...(onlyAfter ? [happened(this, onlyAfter)] : [])];
    this.rule = others.length === 0 ? isRaised : AlarmRule.allOf(isRaised, ...others);
    if (this.isTogether || props.isPart) return;
    const action = new SnsAction(props.topic);
    this.alarm.addAlarmAction(action);
    this.alarm.addOkAction(action);
  }
}

/**
 * With zero where there is no data. Else CloudWatch looks further back for what is missing, and takes two periods more to notice: a job that
 * runs once a day would be missed after three.
 */
function filled(runs: IMetric): IMetric {
  const { period } = runs.toMetricConfig().metricStat ?? {};
  if (period === undefined) throw new Error('Only a metric can be missing.');
  return new MathExpression({ label: 'Runs', expression: 'FILL(runs, 0)', usingMetrics: { runs }, period });
}

/** Raised where it has happened on one of the last seven days, as far as CloudWatch looks back. No failure, so nobody is told. */
function happened(scope: Construct, metric: Metric): IAlarmRule {
  const alarm = new CloudWatchAlarm(scope, 'Happened', {
    alarmDescription:
      'No failure: tells that it has run within seven days, so that it is missed when it does not.',
    metric: metric.with({ statistic: Stats.SUM, period: Duration.days(1) }),
    threshold: 0,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 7,
    datapointsToAlarm: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  return AlarmRule.fromAlarm(alarm, AlarmState.ALARM);
}
