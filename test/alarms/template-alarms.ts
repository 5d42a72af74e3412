import * as z from 'zod';
import type { StageFile } from '../../lib/stage/stage-file.ts';
import type { StageName } from '../../lib/stage.ts';
import { resourcesOf, templatesOf } from '../lib/synthesized.ts';

const text = z.union([
  z.string(),
  z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) })
    .transform(({ 'Fn::Join': [, parts] }) =>
      parts.map((part) => (typeof part === 'string' ? part : `<${JSON.stringify(part)}>`)).join(''),
    ),
]);
const dimensions = z
  .array(z.object({ Name: z.string(), Value: z.unknown() }))
  .default([])
  .transform((list) =>
    Object.fromEntries(
      list.map(({ Name, Value }) => [Name, typeof Value === 'string' ? Value : JSON.stringify(Value)]),
    ),
  );
const metric = z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions });
const query = z.union([
  z.object({ Id: z.string(), Expression: z.string(), ReturnData: z.boolean().optional() }),
  z.object({
    Id: z.string(),
    MetricStat: z.object({ Metric: metric, Period: z.number(), Stat: z.string() }),
    ReturnData: z.boolean().optional(),
  }),
]);
const shape = {
  AlarmDescription: text,
  ComparisonOperator: z.string(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().optional(),
  Threshold: z.number().optional(),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).default('missing'),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: dimensions,
  Period: z.number().optional(),
  Statistic: z.string().optional(),
  ExtendedStatistic: z.string().optional(),
  Metrics: z.array(query).optional(),
  AlarmActions: z.array(z.unknown()).default([]),
  OKActions: z.array(z.unknown()).default([]),
};

export interface MetricOf {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly period: number;
  readonly statistic: string;
}

/** An alarm of the template, in the form that it is evaluated in. */
export interface AlarmOf {
  readonly id: string;
  readonly description: string;
  readonly operator: string;
  readonly periods: number;
  readonly enough: number;
  readonly threshold: number | undefined;
  readonly missing: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
  readonly metrics: Readonly<Record<string, MetricOf>>;
  /** Undefined where it is about one metric, whose id is `metric`. */
  readonly expression: string | undefined;
  readonly actions: readonly unknown[];
  readonly okActions: readonly unknown[];
}

/** All alarms on metrics of a stage's service. */
export async function alarmsOf(stage: StageName, settings?: StageFile): Promise<readonly AlarmOf[]> {
  const { service } = await templatesOf(stage, settings);
  return resourcesOf(service, 'AWS::CloudWatch::Alarm', shape).map(([id, properties]) => {
    const queries = properties.Metrics ?? [];
    const metrics = Object.fromEntries(
      queries.flatMap((each) =>
        'MetricStat' in each
          ? [[each.Id, metricOf(each.MetricStat.Metric, each.MetricStat.Period, each.MetricStat.Stat)]]
          : [],
      ),
    );
    const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic } = properties;
    if (Namespace !== undefined && MetricName !== undefined && Period !== undefined) {
      metrics['metric'] = metricOf(
        { Namespace, MetricName, Dimensions },
        Period,
        Statistic ?? ExtendedStatistic ?? '',
      );
    }
    return {
      id,
      description: properties.AlarmDescription,
      operator: properties.ComparisonOperator,
      periods: properties.EvaluationPeriods,
      enough: properties.DatapointsToAlarm ?? properties.EvaluationPeriods,
      threshold: properties.Threshold,
      missing: properties.TreatMissingData,
      metrics,
      expression: queries.flatMap((each) => ('Expression' in each ? [each.Expression] : []))[0],
      actions: properties.AlarmActions,
      okActions: properties.OKActions,
    };
  });
}

const metricOf = (of: z.infer<typeof metric>, period: number, statistic: string): MetricOf => ({
  namespace: of.Namespace,
  name: of.MetricName,
  dimensions: of.Dimensions,
  period,
  statistic,
});

export interface CompositeOf {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** With the logical ids of alarms in the place of their addresses. */
  readonly rule: string;
  readonly suppressor: unknown;
  /** Seconds that it waits for its suppressor, and goes on being silent after it. */
  readonly wait: number;
  readonly extension: number;
  readonly actions: readonly unknown[];
  readonly okActions: readonly unknown[];
}

/** All alarms on other alarms of a stage's service. */
export async function compositesOf(stage: StageName, settings?: StageFile): Promise<readonly CompositeOf[]> {
  const { service } = await templatesOf(stage, settings);
  const part = z.union([
    z.string(),
    z
      .object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) })
      .transform((at) => at['Fn::GetAtt'][0]),
  ]);
  const rule = z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(part)]) })
    .transform((join) => join['Fn::Join'][1].join(''));
  return resourcesOf(service, 'AWS::CloudWatch::CompositeAlarm', {
    AlarmName: z.string(),
    AlarmDescription: text,
    AlarmRule: rule,
    ActionsSuppressor: z.unknown().optional(),
    ActionsSuppressorWaitPeriod: z.number().default(0),
    ActionsSuppressorExtensionPeriod: z.number().default(0),
    AlarmActions: z.array(z.unknown()).default([]),
    OKActions: z.array(z.unknown()).default([]),
  }).map(([id, each]) => ({
    id,
    name: each.AlarmName,
    description: each.AlarmDescription,
    rule: each.AlarmRule,
    suppressor: each.ActionsSuppressor,
    wait: each.ActionsSuppressorWaitPeriod,
    extension: each.ActionsSuppressorExtensionPeriod,
    actions: each.AlarmActions,
    okActions: each.OKActions,
  }));
}
