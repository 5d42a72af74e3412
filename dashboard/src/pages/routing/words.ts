import { percent, UNKNOWN } from '../../shared/format/formats.ts';

/** Less than this many percent are rounded to none. */
const LEAST_SHOWN = 0.05;

/**
 * Which way estimates were wrong.
 * @param bias actual − estimated, in percent of the actual; null: nothing to compare
 */
export function biasWords(bias: number | null): string {
  if (bias === null) return UNKNOWN;
  if (Math.abs(bias) < LEAST_SHOWN) return 'none';
  return `${percent(Math.abs(bias))} too ${bias > 0 ? 'low' : 'high'}`;
}
