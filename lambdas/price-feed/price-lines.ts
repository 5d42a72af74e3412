import type { FeedPrices } from './feed-schema.ts';
import { unitPrices, type Unit, type UnitPrice } from './unit-prices.ts';

const DAY = 86_400;

/** One price in force for a range of time. */
export interface Interval {
  /** Epoch milliseconds; -Infinity: from the beginning. */
  readonly from: number;
  /** Exclusive; Infinity: until replaced. */
  readonly until: number;
  /** Trillionths of a dollar. */
  readonly picodollars: bigint;
  readonly note: string | undefined;
  /** YYYY-MM-DD: the day for which its source last said so. */
  readonly confirmedOn?: string | undefined;
}

/** What the versions of one price have in common: unit, tiers and the part of the day, in seconds UTC. */
export interface LineKey {
  readonly unit: Unit;
  /** Null: the standard one. */
  readonly serviceTier: string | null;
  readonly aboveInputTokens: number;
  readonly dailyStart: number;
  readonly dailyEnd: number;
}

export interface PriceLine extends LineKey {
  /** In chronological order, without overlaps. */
  readonly intervals: readonly Interval[];
}

type Entry = { readonly constraint: FeedPrices[number]['constraint']; readonly prices: UnitPrice[] };

/**
 * The prices of one model as lines, from `floor` on. In the feed, whatever the last of the entries says whose constraint
 * holds is in force, and replaces the others whole; so time is cut at all first days and the day at all ends of its
 * parts, and each cell has one entry.
 * @param serviceTier what the prices are for; null: the standard one
 * @throws RefusedModel when the price book cannot hold a price
 */
export function priceLines(
  feedPrices: FeedPrices,
  floor: number,
  serviceTier: string | null = null,
): PriceLine[] {
  const entries = feedPrices.map(({ constraint, prices }) => ({ constraint, prices: unitPrices(prices) }));
  const instants = ascending([floor, ...entries.flatMap(startOf).filter((start) => start > floor)]);
  const times = ascending([0, DAY, ...entries.flatMap(timesOf)]);
  return times.slice(0, -1).flatMap((dailyStart, index) => {
    const lines = new Map<string, LineKey & { intervals: Interval[] }>();
    for (const [at, from] of instants.entries()) {
      const until = instants[at + 1] ?? Infinity;
      for (const price of entryInForce(entries, from, dailyStart)?.prices ?? []) {
        const { unit, aboveInputTokens, picodollars, note } = price;
        const key = `${unit} ${aboveInputTokens}`;
        const dailyEnd = times[index + 1] ?? DAY;
        const line = lines.get(key) ?? {
          unit,
          serviceTier,
          aboveInputTokens,
          dailyStart,
          dailyEnd,
          intervals: [],
        };
        lines.set(key, line);
        append(line.intervals, { from, until, picodollars, note });
      }
    }
    return [...lines.values()];
  });
}

/** Adds an interval at the end; one that goes on at the same price becomes longer instead. */
export function append(intervals: Interval[], next: Interval): void {
  const last = intervals.at(-1);
  const goesOn = last?.until === next.from && last.picodollars === next.picodollars;
  const longer = goesOn
    ? { ...last, until: next.until, confirmedOn: next.confirmedOn ?? last.confirmedOn }
    : next;
  intervals.splice(goesOn ? -1 : intervals.length, 1, longer);
}

/** The name of a line: of two with the same, one replaces the other. */
export const lineName = (key: LineKey): string =>
  `${key.unit} ${key.serviceTier ?? ''} ${key.aboveInputTokens} ${key.dailyStart} ${key.dailyEnd}`;

/** Where no constraint holds, the feed has its first entry in force. */
function entryInForce(entries: readonly Entry[], instant: number, time: number): Entry | undefined {
  return entries.findLast((entry) => holds(entry.constraint, instant, time)) ?? entries[0];
}

function holds(constraint: Entry['constraint'], instant: number, time: number): boolean {
  if (constraint === undefined) return true;
  if ('from' in constraint) return instant >= constraint.from;
  const { dailyStart, dailyEnd } = constraint;
  return dailyEnd < dailyStart
    ? time >= dailyStart || time < dailyEnd
    : time >= dailyStart && time < dailyEnd;
}

function startOf({ constraint }: Entry): number[] {
  return constraint !== undefined && 'from' in constraint ? [constraint.from] : [];
}

function timesOf({ constraint }: Entry): number[] {
  return constraint !== undefined && 'dailyStart' in constraint
    ? [constraint.dailyStart, constraint.dailyEnd]
    : [];
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((left, right) => left - right);
}
