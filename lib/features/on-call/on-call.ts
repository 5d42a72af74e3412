import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  CompositeAlarm,
  Dashboard,
  GraphWidget,
  MathExpression,
  TextWidget,
  type IAlarm,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { Alarm } from '../../constructs/alarm.ts';
import { AnomalyAlarm } from '../../constructs/anomaly-alarm.ts';

/** What whoever is on call keeps open: what is raised, then each metric of an alarm with its threshold, by heading of the runbook, and who looks. */
export class OnCall extends Construct {
  /**
   * @param scope all of whose alarms are shown: to be made last
   * @param adoption of a day, as it was at its end
   */
  constructor(scope: Construct, id: string, name: string, adoption: readonly IMetric[]) {
    super(scope, id);
    const all = scope.node.findAll();
    const alarms = all.filter((each) => each instanceof Alarm);
    const anomalies = all.filter((each) => each instanceof AnomalyAlarm);
    const told: readonly IAlarm[] = [
      ...all.filter((each) => each instanceof CompositeAlarm),
      ...anomalies.map(({ alarm }) => alarm),
      ...alarms.filter(({ isTogether }) => !isTogether).map(({ alarm }) => alarm),
    ];
    const headings = Map.groupBy(alarms, ({ consequence }) => consequence.runbook);
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: name,
      defaultInterval: Duration.hours(3),
    });
    dashboard.addWidgets(
      new TextWidget({ markdown: OBJECTIVES, width: 24, height: 3 }),
      new AlarmStatusWidget({ title: 'Raised', alarms: [...told], width: 24, height: 6 }),
    );
    for (const [heading, of] of headings) {
      // What many functions publish is one chart.
      const charts = Map.groupBy(
        of.map(({ alarm }) => alarm).filter(({ metric }) => isOwn(metric)),
        (alarm) => `${metricName(alarm.metric) ?? alarm.node.path} ${alarm.toAnnotation().value}`,
      );
      dashboard.addWidgets(
        ...[...charts.values()].map(
          (same) =>
            new GraphWidget({
              title: heading,
              left: same.map(({ metric }) => metric),
              leftAnnotations: same.slice(0, 1).map((alarm) => alarm.toAnnotation()),
              width: 8,
            }),
        ),
      );
    }
    dashboard.addWidgets(
      ...anomalies.map(
        ({ metric, consequence }) =>
          new GraphWidget({ title: consequence.runbook, left: [metric], width: 8 }),
      ),
      new GraphWidget({ title: 'Who looked at figures within a day', left: [...adoption], width: 8 }),
    );
  }
}

const OBJECTIVES =
  '**Objectives over 30 days**: 99.9% of requests are answered below 500; 95% of answers within 500 ms; executions are in every figure ' +
  'within five minutes; costs of 95% of executions are known. What to do: docs/runbook.md, by the headings below.';

/** Errors and throttles of each function would be two charts in three: their alarms above tell as much. */
const isOwn = (metric: IMetric): boolean =>
  metric instanceof MathExpression || metric.toMetricConfig().metricStat?.namespace !== 'AWS/Lambda';

/** Undefined of what is calculated from several. */
const metricName = (metric: IMetric): string | undefined => metric.toMetricConfig().metricStat?.metricName;
