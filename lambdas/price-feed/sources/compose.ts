import { append, lineName, priceLines, type Interval, type LineKey, type PriceLine } from '../price-lines.ts';
import { baseAt } from '../price-at.ts';
import type { Found, SourceModel } from './price-source.ts';

const LONGEST_NOTE = 2_000;

/** The lines of what was found of one model, by the first that knows a time; each set is converted once. */
export type Compose = (found: readonly Found[]) => readonly PriceLine[];

/**
 * @returns what throws RefusedModel when the price book cannot hold a price
 */
export function composedLines(): Compose {
  const alone = new Map<SourceModel, readonly PriceLine[]>();
  const linesOf = (found: Found): readonly PriceLine[] => {
    const lines = alone.get(found.model) ?? withNotes(found, priceLines(found.model.prices, -Infinity));
    alone.set(found.model, lines);
    return lines;
  };
  return (found) => {
    const [first] = found;
    if (found.length === 1 && first && isWhole(first.model)) return linesOf(first);
    const lines = new Map<string, LineKey & { intervals: Interval[] }>();
    for (const part of partsOf(found)) {
      for (const line of linesOf(part.found)) {
        const name = lineName(line);
        const whole = lines.get(name) ?? { ...line, intervals: [] };
        lines.set(name, whole);
        for (const interval of line.intervals) {
          const from = Math.max(interval.from, part.from);
          const until = Math.min(interval.until, part.until);
          if (from < until) append(whole.intervals, { ...interval, from, until });
        }
      }
    }
    return [...lines.values()].filter(({ intervals }) => intervals.length > 0);
  };
}

const isWhole = ({ from, until }: SourceModel) => from === undefined && until === undefined;

/** Times in order, each with the first of what was found that knows it. */
function partsOf(
  found: readonly Found[],
  from = -Infinity,
  until = Infinity,
): { readonly found: Found; readonly from: number; readonly until: number }[] {
  const [first, ...rest] = found;
  if (!first || from >= until) return [];
  const begin = Math.max(from, first.model.from ?? -Infinity);
  const end = Math.min(until, first.model.until ?? Infinity);
  if (begin >= end) return partsOf(rest, from, until);
  return [
    ...partsOf(rest, from, begin),
    { found: first, from: begin, until: end },
    ...partsOf(rest, end, until),
  ];
}

function withNotes({ source, provider, model }: Found, lines: readonly PriceLine[]): PriceLine[] {
  return lines.map((line) => ({
    ...line,
    intervals: line.intervals.map((interval) => {
      const note = [
        `${provider}/${model.id} of ${source}`,
        interval.note,
        model.insteadOfFeed && `instead of the feed's: ${model.insteadOfFeed}`,
        model.price_comments,
      ];
      return {
        ...interval,
        confirmedOn: model.confirmedOn,
        note: note.filter(Boolean).join('; ').slice(0, LONGEST_NOTE),
      };
    }),
  }));
}

/** Prices of service tiers, from the first that has them and does not contradict the standard prices. */
export function tierLines(found: readonly Found[], lines: readonly PriceLine[]): PriceLine[] {
  const taken = new Map<string, PriceLine[]>();
  for (const each of found) {
    for (const [tier, prices] of Object.entries(each.model.tierPrices ?? {})) {
      if (taken.has(tier) || each.isInferred) continue;
      const standard = priceLines(each.model.prices, -Infinity);
      if (!agrees(standard, lines)) continue;
      taken.set(tier, withNotes(each, priceLines(prices, -Infinity, tier)));
    }
  }
  return [...taken.values()].flat();
}

/** Whether two cards charge the same for input and output, as far as both do. */
export function agrees(one: readonly PriceLine[], other: readonly PriceLine[]): boolean {
  return (['per_input_token', 'per_output_token'] as const).every((unit) => {
    const [left, right] = [baseAt(one, unit), baseAt(other, unit)];
    return left === undefined || right === undefined || left === right;
  });
}
