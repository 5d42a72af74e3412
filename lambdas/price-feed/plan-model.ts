import { randomUUID } from 'node:crypto';
import { append, lineName, type Interval, type LineKey, type PriceLine } from './price-lines.ts';
import type { WantedModel } from './wanted-prices.ts';

/** A price of the feed that is in force in the price book, under a name of a model. */
export interface StoredPrice extends LineKey, Interval {
  readonly id: string;
  readonly isInferred: boolean;
}

/** A price to be in force: one that is stored, or one that is to be inserted. */
export interface PlannedPrice extends StoredPrice {
  readonly provider: string;
  readonly model: string;
  /** A copy only ends earlier or later than the stored price that it stands for. */
  readonly kind: 'kept' | 'copy' | 'version';
}

/** What has to be written for one model under one name. */
export interface ModelPlan {
  readonly prices: readonly PlannedPrice[];
  readonly superseded: readonly { readonly id: string; readonly by: string | null }[];
  /** What stays as it is and is confirmed for another day. */
  readonly confirmed: readonly { readonly id: string; readonly on: string }[];
  /** No cost differs before it; Infinity where none differs at all. */
  readonly since: number;
}

/**
 * Compares what the feed says of a model with what is stored under its name. What is stored stays in force until the
 * feed is new: for a change without a date that is now, and a new date in the past is a retroactive price. A model that
 * has no prices yet has the feed's from the beginning.
 * @param stored under this very name
 * @param history what was in force: under this name or, where it is new, under the model's own name
 */
export function planModel(
  { provider, model, lines, isInferred }: WantedModel,
  stored: readonly StoredPrice[],
  history: readonly StoredPrice[],
  now: number,
): ModelPlan {
  const cut = startOfNews(lines, history, now);
  const keys = new Map([...stored, ...history, ...lines].map((key) => [lineName(key), key]));
  const prices: PlannedPrice[] = [];
  const superseded: { id: string; by: string | null }[] = [];
  const confirmed: { id: string; on: string }[] = [];
  let since = Infinity;
  for (const [name, { unit, serviceTier, aboveInputTokens, dailyStart, dailyEnd }] of keys) {
    const line = { provider, model, unit, serviceTier, aboveInputTokens, dailyStart, dailyEnd, isInferred };
    const before = stored.filter((price) => lineName(price) === name);
    const desired = desiredIntervals(
      history.filter((price) => lineName(price) === name),
      lines.find((wanted) => lineName(wanted) === name)?.intervals ?? [],
      cut,
    );
    const planned = desired.map((interval): PlannedPrice => {
      const same = before.find((price) => price.from === interval.from && isEqual(price, interval));
      if (same?.until === interval.until && same.isInferred === isInferred) {
        const on = interval.confirmedOn;
        if (on !== undefined && on !== same.confirmedOn) confirmed.push({ id: same.id, on });
        return { ...line, ...interval, id: same.id, kind: 'kept' };
      }
      // What a price is based on is said of all that it priced.
      const isSameBasis = same?.isInferred === isInferred;
      since = Math.min(since, same && isSameBasis ? Math.min(same.until, interval.until) : interval.from);
      return { ...line, ...interval, id: randomUUID(), kind: same ? 'copy' : 'version' };
    });
    for (const old of before.filter(({ id }) => planned.every((price) => price.id !== id))) {
      const copy = planned.find((price) => price.kind === 'copy' && price.from === old.from);
      const successor = copy ?? planned.find((price) => price.kind !== 'kept' && overlaps(price, old));
      if (copy === undefined) since = Math.min(since, old.from);
      superseded.push({ id: old.id, by: successor?.id ?? null });
    }
    prices.push(...planned);
  }
  return { prices, superseded, confirmed, since };
}

/** The first instant at which the feed may differ from what is stored. */
function startOfNews(lines: readonly PriceLine[], history: readonly StoredPrice[], now: number): number {
  if (history.length === 0) return -Infinity;
  const known = new Set(history.flatMap(({ from, until }) => [from, until]));
  const dates = lines.flatMap(({ intervals }) => intervals.flatMap(({ from, until }) => [from, until]));
  return Math.min(now, ...dates.filter((date) => Number.isFinite(date) && !known.has(date)));
}

function desiredIntervals(history: readonly Interval[], wanted: readonly Interval[], cut: number) {
  const desired: Interval[] = [];
  const past = history.filter(({ from }) => from < cut).sort((left, right) => left.from - right.from);
  for (const { from, until, picodollars, note, confirmedOn } of past) {
    append(desired, { from, until: Math.min(until, cut), picodollars, note, confirmedOn });
  }
  for (const interval of wanted.filter(({ until }) => until > cut)) {
    append(desired, { ...interval, from: Math.max(interval.from, cut) });
  }
  return desired;
}

const isEqual = (left: Interval, right: Interval) => left.picodollars === right.picodollars;

const overlaps = (left: Interval, right: Interval) => left.from < right.until && right.from < left.until;
