import { Duration } from 'aws-cdk-lib';
import { AlarmRule, CompositeAlarm, type IAlarm, type IAlarmRule } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Alarm, anchor, described, type Consequence } from './alarm.ts';

interface AlarmGroupProps extends Consequence {
  readonly topic: Topic;
  /** Begins its name, which CloudFormation cannot make up for an alarm of alarms. */
  readonly prefix: string;
  readonly rule: IAlarmRule;
  /** Nobody is told while this is raised. */
  readonly unless?: IAlarm;
  readonly logs?: ILogGroup | undefined;
}

/** Tells of several alarms as one. */
class AlarmGroup extends Construct {
  readonly alarm: CompositeAlarm;

  constructor(scope: Construct, id: string, props: AlarmGroupProps) {
    super(scope, id);
    const { topic, prefix, rule, unless, logs } = props;
    this.alarm = new CompositeAlarm(this, 'Alarm', {
      compositeAlarmName: `${prefix}-${anchor(id)}`,
      alarmDescription: described(props, logs),
      alarmRule: rule,
      ...(unless && {
        actionsSuppressor: unless,
        // As long as its two of three minutes, and the calls that make them, may take.
        actionsSuppressorWaitPeriod: Duration.minutes(4),
        // As long as the window of half an hour that looks back at its errors, and the calls after it.
        actionsSuppressorExtensionPeriod: Duration.minutes(35),
      }),
    });
    const action = new SnsAction(topic);
    this.alarm.addAlarmAction(action);
    this.alarm.addOkAction(action);
  }
}

/**
 * One for each heading of the runbook, and how soon, that has alarms which are not told alone: what an unreachable database raises is told once, as
 * that.
 * @param scope all of whose alarms are looked at: to be called last
 */
export function groupByHeading(
  scope: Construct,
  props: Pick<AlarmGroupProps, 'topic' | 'prefix'> & { readonly databaseDown: IAlarm },
): void {
  const together = scope.node
    .findAll()
    .filter((each) => each instanceof Alarm)
    .filter(({ isTogether }) => isTogether);
  const groups = Map.groupBy(together, ({ consequence: { runbook, severity } }) => `${runbook} ${severity}`);
  const parent = new Construct(scope, 'AlarmGroups');
  for (const [name, alarms] of groups) {
    const [first] = alarms;
    if (first === undefined) continue;
    new AlarmGroup(parent, name, {
      ...first.consequence,
      topic: props.topic,
      prefix: props.prefix,
      rule: AlarmRule.anyOf(...alarms.map(({ rule }) => rule)),
      logs: first.logs,
      ...(alarms.some(({ behindDatabase }) => behindDatabase) ? { unless: props.databaseDown } : {}),
    });
  }
}
