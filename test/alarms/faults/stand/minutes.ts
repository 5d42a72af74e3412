import type { Sample, Values } from '../../evaluate.ts';
import type { MetricOf } from '../../template-alarms.ts';
import type { AwsModel } from './aws-model.ts';
import { keyOf, type Minute } from './calls.ts';
import { timesOf, type Schedule } from './schedules.ts';

/** A time in which every minute came to the same. */
export interface Phase {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  readonly minute: Minute;
  /** Calls that were not made, by key. */
  readonly without?: ReadonlySet<string>;
  /** What AWS publishes of itself, where it is not as it should be, by namespace and name. */
  readonly aws?: Readonly<Record<string, number>>;
}

/** What happens each minute is put into so much of a time before its end: more than any alarm looks back at it but for whether it ever was. */
const FULL_S = 36 * 3_600;

/** Samples by metric, each in the order of time. */
export type Series = ReadonlyMap<string, readonly Sample[]>;

/** Puts what calls came to into the minutes of a time: what one call of a fault did, each of it did. */
export function seriesOf(phase: Phase, schedules: readonly Schedule[], model: AwsModel): Series {
  const series = new Map<string, Sample[]>();
  const add = (samples: Iterable<Sample>) => {
    for (const sample of samples) {
      const key = keyOfMetric(sample);
      const known = series.get(key);
      if (known) known.push(sample);
      else series.set(key, [sample]);
    }
  };
  for (const schedule of schedules) add(samplesOfSchedule(phase, schedule, model));
  for (let at = fullFrom(phase); at < phase.to; at += 60) add(samplesOfMinute(phase, at, model));
  for (const samples of series.values()) samples.sort((left, right) => left.at - right.at);
  return series;
}

/** @param parts in the order of time */
export function valuesOf(parts: readonly Series[]): Values {
  const keys = new Map<MetricOf, string>();
  return (metric, from, to) => {
    const key = keys.get(metric) ?? keyOfMetric(metric);
    keys.set(metric, key);
    return parts.flatMap((series) => {
      const samples = series.get(key) ?? [];
      return samples.slice(firstFrom(samples, from), firstFrom(samples, to)).map(({ value }) => value);
    });
  };
}

const fullFrom = ({ from, to }: Phase): number => Math.max(from, to - FULL_S);

function* samplesOfSchedule(phase: Phase, schedule: Schedule, model: AwsModel): Generator<Sample> {
  if (phase.without?.has(keyOf(schedule))) return;
  const outcome = phase.minute.calls.get(keyOf(schedule));
  if (outcome === undefined) throw new Error(`${keyOf(schedule)} was not called.`);
  const isOften = /^rate\(\d minutes?\)$/.test(schedule.expression);
  const from = isOften ? fullFrom(phase) : phase.from;
  for (const at of timesOf(schedule, from, phase.to)) {
    for (const value of [...outcome.published, ...model.ofCall(schedule.name, outcome)])
      yield { ...value, at };
  }
}

function* samplesOfMinute({ minute, from, aws = {} }: Phase, at: number, model: AwsModel): Generator<Sample> {
  const { requests, deliveries } = minute;
  for (const request of requests) {
    const { authorized } = request;
    const ofAws = [
      ...(authorized ? model.ofCall('authorizer', authorized) : []),
      ...(authorized?.failure === undefined ? model.ofCall(request.name, request) : []),
      ...model.ofRequest(request),
    ];
    for (const value of [...request.published, ...ofAws]) yield { ...value, at };
  }
  for (const [name, outcome] of minute.others ?? [])
    for (const value of model.ofCall(name, outcome)) yield { ...value, at };
  for (const delivery of deliveries) {
    for (const value of [...delivery.published, ...model.ofCall('ingest', delivery)]) yield { ...value, at };
  }
  const ofAll = [...model.ofQueue(minute, (at - from) / 60), ...model.ofRest(aws)];
  for (const value of ofAll) yield { ...value, at };
}

/** Most samples share the dimensions of those before. */
const ofDimensions = new WeakMap<MetricOf['dimensions'], string>();

export function keyOfMetric({
  namespace,
  name,
  dimensions,
}: Pick<MetricOf, 'namespace' | 'name' | 'dimensions'>): string {
  const known =
    ofDimensions.get(dimensions) ??
    JSON.stringify(Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1)));
  ofDimensions.set(dimensions, known);
  return `${namespace} ${name} ${known}`;
}

/** Where the first sample of a time, or after it, is in a list that is sorted by time. */
function firstFrom(samples: readonly Sample[], time: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((samples[middle]?.at ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
