import * as z from 'zod';

/** What of a stage costs whatever is done with it, counted in its templates. */
export interface Facts {
  /** Metrics that alarms look at, three for each that looks at what is unusual. */
  readonly alarmMetrics: number;
  /** Alarms on other alarms. */
  readonly compositeAlarms: number;
  readonly dashboards: number;
  readonly secrets: number;
  readonly keys: number;
  /** Zones with an interface endpoint, and those of each further endpoint of the proxy. */
  readonly endpointZones: number;
  readonly proxyEndpointZones: number;
  readonly proxies: number;
  readonly databaseInstances: number;
  readonly scheduledCalls: readonly { readonly perMonth: number; readonly memoryMb: number }[];
  readonly ingestMemoryMb: number;
  readonly readMemoryMb: number;
}

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
const lambdaSchema = z.object({ FunctionName: z.string().optional(), MemorySize: z.number().default(128) });
const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  Target: z.object({ Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }) }),
});
const alarmSchema = z.object({
  Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).default([]),
  ThresholdMetricId: z.string().optional(),
});
const subnets = z.object({ SubnetIds: z.array(z.unknown()) });
const proxySubnets = z.object({ VpcSubnetIds: z.array(z.unknown()) });

export const MONTH_HOURS = 730;
const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** @param templates of both stacks of a stage */
export function factsOf(templates: readonly unknown[]): Facts {
  const all = templates.flatMap((template) => Object.entries(templateSchema.parse(template).Resources));
  const of = (type: string) =>
    all.flatMap(([id, { Type, Properties }]) => (Type === type ? [{ id, Properties }] : []));
  const functions = new Map(
    of('AWS::Lambda::Function').map(({ id, Properties }) => [id, lambdaSchema.parse(Properties)]),
  );
  const memoryOf = (end: string) =>
    [...functions.values()].find(({ FunctionName }) => FunctionName?.endsWith(`-${end}`))?.MemorySize ?? 0;
  return {
    alarmMetrics: of('AWS::CloudWatch::Alarm').reduce(
      (sum, { Properties }) => sum + metricsOf(Properties),
      0,
    ),
    compositeAlarms: of('AWS::CloudWatch::CompositeAlarm').length,
    dashboards: of('AWS::CloudWatch::Dashboard').length,
    secrets: of('AWS::SecretsManager::Secret').length,
    keys: of('AWS::KMS::Key').length,
    endpointZones: of('AWS::EC2::VPCEndpoint')
      .filter(({ Properties }) => Properties['VpcEndpointType'] === 'Interface')
      .reduce((sum, { Properties }) => sum + subnets.parse(Properties).SubnetIds.length, 0),
    proxyEndpointZones: of('AWS::RDS::DBProxyEndpoint').reduce(
      (sum, { Properties }) => sum + proxySubnets.parse(Properties).VpcSubnetIds.length,
      0,
    ),
    proxies: of('AWS::RDS::DBProxy').length,
    databaseInstances: of('AWS::RDS::DBInstance').length,
    scheduledCalls: of('AWS::Scheduler::Schedule').map(({ Properties }) => {
      const { ScheduleExpression, Target } = scheduleSchema.parse(Properties);
      return {
        perMonth: callsPerMonth(ScheduleExpression),
        memoryMb: functions.get(Target.Arn['Fn::GetAtt'][0])?.MemorySize ?? 0,
      };
    }),
    ingestMemoryMb: memoryOf('ingest'),
    readMemoryMb: memoryOf('analytics'),
  };
}

/** CloudWatch takes three for an alarm on what is unusual: the metric, and both edges of the band. */
function metricsOf(alarm: Readonly<Record<string, unknown>>): number {
  const { Metrics: queries, ThresholdMetricId: band } = alarmSchema.parse(alarm);
  if (band !== undefined) return 3;
  return Math.max(1, queries.filter(({ MetricStat: stat }) => stat !== undefined).length);
}

/** Of a rate; a cron expression counts as once a day, as all of them are. */
export function callsPerMonth(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined) return (MONTH_HOURS * 60) / (Number(count) * (MINUTES[unit] ?? 1));
  if (/^cron\(\d+ \d+ \* \* \? \*\)$/.test(expression)) return MONTH_HOURS / 24;
  throw new Error(`How often is ${expression}?`);
}
