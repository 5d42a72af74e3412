import type * as z from 'zod';
import type { quality } from '../../../../shared/figures/routing/contract.ts';
import { UNKNOWN } from '../../../../shared/shown/figures.ts';
import {
  difference,
  quotient,
  roundedText,
  signOf,
  size,
  type Fraction,
} from '../../../../shared/shown/fractions.ts';
import { share } from '../../shared/format/formats.ts';

export type Quality = z.output<typeof quality>;

/** Less than 0.05% is rounded to none, at as many decimals of a share. */
const SHOWN_PLACES = 3;

/**
 * Which way estimates were wrong.
 * @param bias actual − estimated, as a share of the actual; null: nothing to compare
 */
export function biasWords(bias: Fraction | null): string {
  if (bias === null) return UNKNOWN;
  if (roundedText(bias, SHOWN_PLACES) === '0') return 'none';
  return `${share(size(bias))} too ${signOf(bias) > 0 ? 'low' : 'high'}`;
}

export const costBias = ({ exact: { actual_cost: actual, estimated_cost: estimated } }: Quality['cost']) =>
  actual === null || estimated === null ? null : quotient(difference(actual, estimated), actual);
export const costError = ({ exact }: Quality['cost']) => quotient(exact.absolute_error, exact.actual_cost);

export const durationBias = ({ exact }: Quality['duration']) =>
  quotient(exact.actual_ms - exact.estimated_ms, exact.actual_ms);
export const durationError = ({ exact }: Quality['duration']) =>
  quotient(exact.absolute_error_ms, exact.actual_ms);

/** What of the promised savings was realized; nothing is a part of a promise of none, or of a loss. */
export const realizedShare = ({ exact }: Quality['savings']): string =>
  share(signOf(exact.promised) > 0 ? quotient(exact.realized, exact.promised) : null);
