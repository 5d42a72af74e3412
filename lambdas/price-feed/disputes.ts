import type { Interval, PriceLine } from './price-lines.ts';
import type { Compose } from './sources/compose.ts';
import type { Found } from './sources/price-source.ts';
import type { Unit } from './unit-prices.ts';

/** A price in force that another source contradicts by more than a tenth. */
export interface Dispute {
  readonly provider: string;
  readonly model: string;
  readonly unit: Unit;
  readonly aboveInputTokens: number;
  readonly picodollars: bigint;
  readonly source: string;
  readonly otherPicodollars: bigint;
  readonly otherSource: string;
}

/**
 * Compares what is in force now with what each other source has under the same name. Of several prices by the time of day
 * one that agrees is enough.
 * @param found the first that knows this time is the one that is taken
 */
export function disputesOf(
  name: Pick<Dispute, 'provider' | 'model'>,
  found: readonly Found[],
  convert: Compose,
  now: number,
): Dispute[] {
  const taken = found.find(
    ({ model }) => (model.from ?? -Infinity) <= now && now < (model.until ?? Infinity),
  );
  if (taken === undefined || taken.isInferred) return [];
  const lines = convert(found);
  // A dated name that one list has, and another only without its date, may be of two models.
  const others = found.filter(
    ({ isInferred, isExact, source }) =>
      !isInferred && (isExact || !taken.isExact) && source !== taken.source,
  );
  return others.flatMap((other) => {
    const confirmed = Date.parse(other.model.confirmedOn);
    const units = Map.groupBy(convert([other]), (line) => `${line.unit} ${line.aboveInputTokens}`);
    return [...units.values()].flatMap((theirLines) => {
      const [line] = theirLines;
      if (line === undefined || line.serviceTier !== null) return [];
      const theirs = theirLines.flatMap((each) => at(each, now) ?? []);
      const ours = inForce(lines, line, now);
      const [our] = ours;
      const [their] = theirs;
      if (our === undefined || their === undefined) return [];
      // What changed after the other list was made is no contradiction.
      if (ours.some(({ from }) => from > confirmed)) return [];
      if (ours.some((one) => theirs.some((another) => isNear(one, another)))) return [];
      const { unit, aboveInputTokens } = line;
      const prices = { picodollars: our.picodollars, otherPicodollars: their.picodollars };
      return [
        { ...name, unit, aboveInputTokens, ...prices, source: taken.source, otherSource: other.source },
      ];
    });
  });
}

const at = ({ intervals }: PriceLine, now: number) =>
  intervals.find(({ from, until }) => from <= now && now < until);

/** What inputs just longer than the line's tier are charged, at any time of day. Tiers at 271,999 and 272,000 are one. */
function inForce(lines: readonly PriceLine[], { unit, aboveInputTokens }: PriceLine, now: number) {
  const fitting = lines.filter(
    (line) =>
      line.unit === unit &&
      line.serviceTier === null &&
      line.aboveInputTokens <= aboveInputTokens + 1 &&
      at(line, now) !== undefined,
  );
  const highest = Math.max(...fitting.map((line) => line.aboveInputTokens));
  return fitting.filter((line) => line.aboveInputTokens === highest).flatMap((line) => at(line, now) ?? []);
}

function isNear({ picodollars: ours }: Interval, { picodollars: theirs }: Interval): boolean {
  const difference = ours > theirs ? ours - theirs : theirs - ours;
  return 10n * difference <= ours;
}
