import { csvRecord, textCell } from '../csv.ts';
import type { Summary } from './read-summary.ts';

type Unit =
  | 'USD'
  | 'percent'
  | 'share'
  | 'tasks'
  | 'ms'
  | 'hours'
  | 'day'
  | 'days'
  | 'text'
  | 'providers'
  | 'decisions';
/** A number as JSON has it, an exact decimal, a day, or text; null is unknown. */
type Value = string | number | null;
type Metric = readonly [metric: string, value: Value, unit: Unit];

/** The summary as one figure a record, dollars in all their decimals. */
export function summaryCsv(summary: Summary): string {
  const { time, routing } = summary;
  const lines = [
    ['section', 'name', 'metric', 'value', 'unit'],
    ...section('summary', '', overall(summary)),
    ...section('time', '', [
      ['tasks', time.tasks, 'tasks'],
      ['tasks_share', time.tasks_share, 'share'],
      ['avg_duration_ms', time.avg_duration_ms, 'ms'],
      ['baseline_avg_duration_ms', time.baseline_avg_duration_ms, 'ms'],
      ['change_percentage', time.change_percentage, 'percent'],
      ['hours_saved', time.hours_saved, 'hours'],
    ]),
    ...time.task_types.flatMap(({ task_type, ...type }) =>
      section('task_type', task_type, [
        ['tasks', type.tasks, 'tasks'],
        ['avg_duration_ms', type.avg_duration_ms, 'ms'],
        ['baseline_tasks', type.baseline_tasks, 'tasks'],
        ['baseline_avg_duration_ms', type.baseline_avg_duration_ms, 'ms'],
        ['included', String(type.included), 'text'],
      ]),
    ),
    ...section('routing', '', [
      ['decisions', routing.decisions, 'decisions'],
      ['judged', routing.judged, 'decisions'],
      ['optimal', routing.optimal, 'decisions'],
      ['optimal_share', routing.optimal_share, 'share'],
    ]),
    ...standings(summary),
    ...summary.providers.flatMap((each) => section('provider', each.provider, partMetrics(each))),
    ...summary.trend.flatMap((each) =>
      section('trend', each.date, [
        ['end', each.end, 'day'],
        ...partMetrics(each),
        ['cumulative_savings', each.exact.cumulative_savings, 'USD'],
      ]),
    ),
    ...section('methodology', '', [
      ['statement', summary.methodology.statement, 'text'],
      ['url', summary.methodology.url, 'text'],
    ]),
  ];
  return lines.map((cells) => csvRecord(cells)).join('');
}

function section(name: string, of: string, metrics: readonly Metric[]): Value[][] {
  return metrics.map(([metric, value, unit]) => [
    name,
    textCell(of),
    metric,
    unit === 'text' && typeof value === 'string' ? textCell(value) : value,
    unit,
  ]);
}

function overall(summary: Summary): Metric[] {
  const { exact, coverage, projection, change, preceding_period: preceding } = summary;
  return [
    ['organization', summary.organization, 'text'],
    ['period_start', summary.period.start, 'day'],
    ['period_end', summary.period.end, 'day'],
    ...summary.baselines.map(({ provider, model }): Metric => [
      'baseline',
      model === null ? provider : `${provider} ${model}`,
      'text',
    ]),
    ['total_savings', exact.total_savings, 'USD'],
    ['total_cost', exact.total_cost, 'USD'],
    ['baseline_cost', exact.baseline_cost, 'USD'],
    ['savings_percentage', summary.savings_percentage, 'percent'],
    ['failed_cost', exact.failed_cost, 'USD'],
    ['uncompared_cost', exact.uncompared_cost, 'USD'],
    ['projected_annual_savings', projection?.annual_savings ?? null, 'USD'],
    ['projection_days', projection?.days ?? null, 'days'],
    ['preceding_start', preceding.start, 'day'],
    ['preceding_end', preceding.end, 'day'],
    ['preceding_savings', preceding.exact.total_savings, 'USD'],
    ['change', change?.exact.savings ?? null, 'USD'],
    ['change_percentage', change?.percentage ?? null, 'percent'],
    ['tasks', summary.tasks, 'tasks'],
    ['successful_tasks', summary.successful_tasks, 'tasks'],
    ['failed_tasks', summary.failed_tasks, 'tasks'],
    ['compared_tasks', summary.compared_tasks, 'tasks'],
    ['success_rate', summary.success_rate, 'share'],
    ['priced', coverage.priced, 'tasks'],
    ['unpriced', coverage.unpriced, 'tasks'],
    ['failed_without_usage', coverage.failed_without_usage, 'tasks'],
    ['coverage_percentage', coverage.percentage, 'percent'],
  ];
}

function standings({ best_performer: best, most_cost_efficient: efficient }: Summary): Value[][] {
  return [
    ...section('best_performer', best?.provider ?? '', [
      ['success_rate', best?.success_rate ?? null, 'share'],
      ['tasks', best?.tasks ?? null, 'tasks'],
      ['contenders', best?.contenders ?? null, 'providers'],
    ]),
    ...section('most_cost_efficient', efficient?.provider ?? '', [
      ['savings_percentage', efficient?.savings_percentage ?? null, 'percent'],
      ['tasks', efficient?.tasks ?? null, 'tasks'],
      ['contenders', efficient?.contenders ?? null, 'providers'],
    ]),
  ];
}

function partMetrics(part: Summary['providers'][number] | Summary['trend'][number]): Metric[] {
  const { exact } = part;
  return [
    ['savings', exact.savings, 'USD'],
    ['actual_cost', exact.actual_cost, 'USD'],
    ['baseline_cost', exact.baseline_cost, 'USD'],
    ['savings_percentage', part.savings_percentage, 'percent'],
    ['failed_cost', exact.failed_cost, 'USD'],
    ['uncompared_cost', exact.uncompared_cost, 'USD'],
    ['tasks', part.tasks, 'tasks'],
    ['successful_tasks', part.successful_tasks, 'tasks'],
    ['compared_tasks', part.compared_tasks, 'tasks'],
  ];
}
