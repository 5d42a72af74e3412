import type { Result } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import { medians, robustLine, type Point } from './slope.ts';

/** What comes before caches are filled, plans are made and the first aggregations are due is not looked at. */
const WARM_UP = 0.2;
const PARTS = 16;

/**
 * What must not grow, and by how much it may from the first to the last minute without being called growth: a share of its median, or so
 * much of its unit where that is more. Chosen above what moved in a run without a leak on a busy machine, and below what a leak of a hundred
 * bytes a message would add in ten minutes.
 */
export const QUANTITIES = [
  { of: 'sample', key: 'heap', name: 'memory of functions', unit: 'MB', share: 0.05, least: 3 },
  { of: 'sample', key: 'postgres', name: 'memory of PostgreSQL', unit: 'MB', share: 0.1, least: 10 },
  { of: 'sample', key: 'connections', name: 'connections', unit: '', share: 0, least: 0.5 },
  { of: 'sample', key: 'pending', name: 'pending deltas', unit: '', share: 0.2, least: 100 },
  { of: 'sample', key: 'dead', name: 'dead rows', unit: '%', share: 0.25, least: 3 },
  { of: 'time', key: 'read', name: 'a read', unit: 'ms', share: 0.25, least: 2 },
  { of: 'time', key: 'event', name: 'an event of ingest', unit: 'ms', share: 0.25, least: 10 },
  { of: 'time', key: 'fold', name: 'a fold', unit: 'ms', share: 0.25, least: 50 },
  { of: 'time', key: 'export', name: 'an export', unit: 'ms', share: 0.25, least: 50 },
] as const;
interface Quantity {
  readonly name: string;
  readonly unit: string;
  readonly share: number;
  readonly least: number;
}

/** @param points by second. @throws Error where there are too few to tell */
export function growth({ name, unit, share, least }: Quantity, points: readonly Point[]): Result {
  const last = Math.max(...points.map(({ x }) => x));
  const settled = points.filter(({ x }) => x >= last * WARM_UP);
  const parts = medians(settled, PARTS);
  const first = Math.min(...parts.map(({ x }) => x));
  const line = robustLine(parts);
  const [begin, end] = [line.at(first), line.at(last)];
  const typical = median(parts.map(({ y }) => y));
  const most = Math.max(share * typical, least);
  const shown = (value: number) => `${value.toFixed(1)}${unit === '' ? '' : ` ${unit}`}`;
  return {
    name: `soak: ${name}`,
    measured: `${shown(begin)} to ${shown(end)}; ${(60 * line.slope).toPrecision(2)} a minute`,
    baseline: `median ${shown(typical)}`,
    ratio: begin > 0 ? end / begin : 1,
    target: { text: `<= +${shown(most)}`, met: end - begin <= most },
  };
}
