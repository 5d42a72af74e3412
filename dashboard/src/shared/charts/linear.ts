import { ticks } from 'd3-array';

type Pair = readonly [from: number, to: number];

/** Maps values of a domain to places of a range, in proportion. */
export interface LinearScale {
  (value: number): number;
  /** About so many round values of the domain. */
  readonly ticks: (count: number) => number[];
}

/** What a chart needs of d3's scale, which brings colours and formats along: a tenth of all that loads first. */
export function linearScale([least, greatest]: Pair, [start, end]: Pair): LinearScale {
  const place = (value: number) => start + ((value - least) / (greatest - least)) * (end - start);
  return Object.assign(place, { ticks: (count: number) => ticks(least, greatest, count) });
}
