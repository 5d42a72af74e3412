import { median } from '../support/statistics.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  /** Per unit of x. */
  readonly slope: number;
  at(x: number): number;
}

/** Parts of equal length in x, each as the medians of its points: what comes and goes within one moves no line. */
export function medians(points: readonly Point[], parts: number): Point[] {
  const sorted = [...points].sort((left, right) => left.x - right.x);
  return Array.from({ length: parts }, (_, part) =>
    sorted.slice(
      Math.floor((part * sorted.length) / parts),
      Math.floor(((part + 1) * sorted.length) / parts),
    ),
  )
    .filter((each) => each.length > 0)
    .map((each) => ({ x: median(each.map(({ x }) => x)), y: median(each.map(({ y }) => y)) }));
}

/**
 * The line of Theil and Sen: its slope is the median of those between any two points. Up to 29% of the points may be anywhere
 * without moving it far.
 * @throws Error without two points that differ in x
 */
export function robustLine(points: readonly Point[]): Line {
  const slopes = points.flatMap((from, index) =>
    points.slice(index + 1).flatMap((to) => (to.x === from.x ? [] : [(to.y - from.y) / (to.x - from.x)])),
  );
  const slope = middle(slopes);
  const offset = middle(points.map(({ x, y }) => y - slope * x));
  return { slope, at: (x) => offset + slope * x };
}

/** The median, and between both where there are two. */
function middle(values: readonly number[]): number {
  return (median(values) - median(values.map((value) => -value))) / 2;
}
