import { scaleBand, scaleLinear } from 'd3-scale';
import { wholeCents } from '../../../../shared/shown/figures.ts';
import type { Summary } from '../read-summary.ts';

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const TICKS = 4;

/** One axis from its least to its greatest value; 0 is in it, at the same height as on the other one. */
export function chartScales(trend: Summary['trend'], frame: Frame) {
  const each = extent(trend.map((period) => period.savings ?? 0));
  const sum = extent(trend.map((period) => period.cumulative_savings ?? 0));
  const below = Math.max(below0(each), below0(sum));
  const above = Math.max(1 - below0(each), 1 - below0(sum));
  const y = (domain: Extent) =>
    scaleLinear()
      .domain(widened(domain, below, above))
      .range([frame.bottom, frame.top]);
  const x = scaleBand()
    .domain(trend.map((period) => period.date))
    .range([frame.left, frame.right])
    .paddingInner(0.28)
    .paddingOuter(0.14);
  const bars = y(each);
  const line = y(sum);
  return { x, bars, line, barTicks: wholeCents(bars.ticks(TICKS)), lineTicks: wholeCents(line.ticks(TICKS)) };
}

type Extent = readonly [least: number, greatest: number];

function extent(values: readonly number[]): Extent {
  const found: Extent = [Math.min(0, ...values), Math.max(0, ...values)];
  return found[0] === 0 && found[1] === 0 ? [0, 1] : found;
}

/** The part of an axis that is below 0. */
const below0 = ([least, greatest]: Extent): number => -least / (greatest - least);

/** Some air at its ends, and as much below and above 0, in relation to each other, as asked for. */
function widened([least, greatest]: Extent, below: number, above: number): [number, number] {
  const size = 1.06 * Math.max(below > 0 ? -least / below : 0, above > 0 ? greatest / above : 0);
  return [-below * size, above * size];
}
