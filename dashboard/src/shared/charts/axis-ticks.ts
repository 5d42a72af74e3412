import type { ScaleLinear } from 'd3-scale';

const MOST_TICKS = 5;

/** Where an axis of dollars has labels: at whole cents, which is what labels can tell apart. */
export function axisTicks(scale: ScaleLinear<number, number>): number[] {
  return scale.ticks(MOST_TICKS).filter((tick) => Math.abs(tick * 100 - Math.round(tick * 100)) < 1e-6);
}
