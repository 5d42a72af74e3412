import { wholeCents } from '../../../../shared/shown/figures.ts';
import type { LinearScale } from './linear.ts';

const MOST_TICKS = 5;

/** Where an axis of dollars has labels. */
export function axisTicks(scale: LinearScale): number[] {
  return wholeCents(scale.ticks(MOST_TICKS));
}
