import { isDeepStrictEqual } from 'node:util';
import { createContext, Script } from 'node:vm';
import type { AlarmOf, MetricOf } from './template-alarms.ts';

/** One value of a metric, as it was published; `at` in seconds. */
export interface Sample {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly at: number;
  readonly value: number;
}

/** The values of a metric that were published from a second on, before another. */
export type Values = (metric: MetricOf, from: number, to: number) => readonly number[];

export const among =
  (samples: readonly Sample[]): Values =>
  (metric, from, to) =>
    samples
      .filter((sample) => isOf(metric, sample) && sample.at >= from && sample.at < to)
      .map(({ value }) => value);

type Point = number | undefined;

/**
 * What CloudWatch makes of an alarm at a moment, by its documentation ("Configuring how CloudWatch alarms treat missing data"): it looks
 * at more periods than the alarm has; where these have as many values as it has periods, only the newest so many values count; only
 * where there are fewer, the missing ones are made up as the alarm says.
 * @param now the end of the newest period, in seconds
 */
export function isRaised(alarm: AlarmOf, published: Values, now: number): boolean {
  const { periods, enough, missing } = alarm;
  const range = periods + EXTRA_PERIODS;
  const period = Math.max(...Object.values(alarm.metrics).map((metric) => metric.period));
  const looked = Array.from({ length: range }, (_, index) =>
    knownPoint(alarm, published, now - (index + 1) * period, now - index * period),
  );
  const real = looked.filter((point) => point !== undefined).slice(0, periods);
  const breaching = real.filter((value) => breaches(alarm, value)).length;
  const made = periods - real.length;
  if (missing === 'missing' || missing === 'ignore') return breaching >= enough;
  return breaching + (missing === 'breaching' ? made : 0) >= enough;
}

/** For an alarm of three periods CloudWatch looks at five. */
const EXTRA_PERIODS = 2;

function breaches({ operator, threshold }: AlarmOf, value: number): boolean {
  if (threshold === undefined) throw new Error('An anomaly cannot be evaluated without its model.');
  if (operator === 'GreaterThanThreshold') return value > threshold;
  if (operator === 'LessThanThreshold') return value < threshold;
  throw new Error(`No alarm of ours compares by ${operator}.`);
}

/** Looks a minute apart mostly see the same periods. */
const points = new WeakMap<Values, Map<AlarmOf, Map<number, Point>>>();

function knownPoint(alarm: AlarmOf, published: Values, from: number, to: number): Point {
  const byAlarm = points.get(published) ?? new Map<AlarmOf, Map<number, Point>>();
  points.set(published, byAlarm);
  const known = byAlarm.get(alarm) ?? new Map<number, Point>();
  byAlarm.set(alarm, known);
  if (!known.has(to)) known.set(to, pointOf(alarm, published, from, to));
  return known.get(to);
}

function pointOf(alarm: AlarmOf, published: Values, from: number, to: number): Point {
  const values: Record<string, Point> = {};
  for (const [id, metric] of Object.entries(alarm.metrics)) {
    values[id] = statisticOf(metric, published(metric, from, to));
  }
  return alarm.expression === undefined ? values['metric'] : calculated(alarm.expression, values);
}

/** The operators and functions that are used mean the same in JavaScript. */
const calculation = createContext({
  IF: (condition: boolean, yes: number, no: number) => (condition ? yes : no),
  MIN: (list: readonly number[]) => Math.min(...list),
  FILL: (value: Point, missing: number) => value ?? missing,
});
const compiled = new Map<string, Script>();

/** A value of an expression is missing where one of its metrics is, unless it says what is there instead. */
function calculated(expression: string, values: Readonly<Record<string, Point>>): Point {
  if (!expression.startsWith('FILL(') && Object.values(values).includes(undefined)) return undefined;
  const script = compiled.get(expression) ?? new Script(expression);
  compiled.set(expression, script);
  const result: unknown = script.runInContext(Object.assign(calculation, values));
  if (typeof result !== 'number') throw new Error(`${expression} is ${String(result)}.`);
  // CloudWatch gives no value where it would divide by zero.
  return Number.isFinite(result) ? result : undefined;
}

const isOf = (metric: MetricOf, sample: Sample): boolean =>
  metric.namespace === sample.namespace &&
  metric.name === sample.name &&
  isDeepStrictEqual(metric.dimensions, sample.dimensions);

function statisticOf({ statistic }: MetricOf, values: readonly number[]): Point {
  if (values.length === 0) return undefined;
  const sum = values.reduce((total, value) => total + value, 0);
  const percentile = /^p(\d+)$/.exec(statistic)?.[1];
  if (percentile !== undefined) return nearestRank(values, Number(percentile));
  if (statistic === 'Sum') return sum;
  if (statistic === 'Average') return sum / values.length;
  if (statistic === 'Maximum') return Math.max(...values);
  if (statistic === 'Minimum') return Math.min(...values);
  throw new Error(`No alarm of ours takes the ${statistic}.`);
}

function nearestRank(values: readonly number[], percentile: number): Point {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)];
}
