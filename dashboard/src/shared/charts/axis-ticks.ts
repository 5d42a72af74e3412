import type { ScaleLinear } from 'd3-scale';
import { wholeCents } from '../../../../shared/shown/figures.ts';

const MOST_TICKS = 5;

/** Where an axis of dollars has labels. */
export function axisTicks(scale: ScaleLinear<number, number>): number[] {
  return wholeCents(scale.ticks(MOST_TICKS));
}
