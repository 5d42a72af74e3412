import { shiftDecimal } from '../../../../../shared/shown/decimals.ts';
import { isTokenUnit, type Unit } from '../../../shared/format/units.ts';

/** A price as somebody types it. */
export interface Amount {
  readonly text: string;
  /** What it is for: one of the unit, or a million tokens. */
  readonly per: 'unit' | 'million';
}

const isByMillion = ({ per }: Amount, unit: Unit): boolean => per === 'million' && isTokenUnit(unit);

/**
 * The exact price of one unit.
 * @returns the text unchanged where it is not a decimal: the API says what is wrong with it
 */
export const costPerUnitOf = (amount: Amount, unit: Unit): string =>
  shiftDecimal(amount.text.trim(), isByMillion(amount, unit) ? -6 : 0);

/** The same price, for the other of the two. */
export function quotedPer(amount: Amount, per: Amount['per']): Amount {
  if (amount.per === per) return amount;
  return { text: shiftDecimal(amount.text, per === 'million' ? 6 : -6), per };
}

/** A price of the book as it is typed: tokens by the million. */
export const amountOf = (costPerUnit: string, unit: Unit): Amount =>
  isTokenUnit(unit)
    ? { text: shiftDecimal(costPerUnit, 6), per: 'million' }
    : { text: shiftDecimal(costPerUnit, 0), per: 'unit' };
