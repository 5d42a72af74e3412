import * as z from 'zod';
import { PRINTABLE } from '../../shared/names/names.ts';
import { shiftDecimal } from '../../shared/shown/decimals.ts';

export const text = (longest: number) =>
  z.string().max(longest, { error: `must be at most ${longest} characters` });

/** An open vocabulary: whatever providers, models and kinds of tasks are called, without space around it. */
export const name = (longest: number) =>
  text(longest)
    .trim()
    .min(1, { error: 'must not be empty' })
    .regex(PRINTABLE, { error: 'must be printable characters' });

export const share = z.number({ error: 'must be a number from 0 to 1' }).min(0).max(1);

const EXPONENT = /^(\d+(?:\.\d+)?)e([+-]?\d+)$/;
/** As many decimals as are stored of an amount. */
export const DECIMALS = 18;
const ALLOWED = /^\d{1,12}(\.\d{1,18})?$/;
const error =
  'must be a number or a decimal string, 0 or more, with at most 12 digits before and 18 after the decimal point';

/** The decimal that a JSON number stands for: the shortest one, written out. */
function decimalOf(value: number): string {
  const [, mantissa = '', exponent = ''] = EXPONENT.exec(String(value)) ?? [];
  return mantissa === '' ? String(value) : shiftDecimal(mantissa, Number(exponent));
}

/** An exact amount: a number or a decimal string, which it becomes. */
export const amount = z
  .union([z.number().min(0, { error }).lt(1e12, { error }), z.string().regex(ALLOWED, { error })], { error })
  .transform((value) => (typeof value === 'number' ? decimalOf(value) : value))
  // Of a number, decimals can be counted in its text only.
  .refine((value) => ALLOWED.test(value), { error });

/** An amount with more decimals than are stored, without them; undefined where that is not what is wrong with it. */
export function withoutDecimals(sent: unknown): string | undefined {
  const written = typeof sent === 'number' ? decimalOf(sent) : sent;
  if (typeof written !== 'string') return undefined;
  return /^(\d{1,12}\.\d{18})\d+$/.exec(written)?.[1];
}
