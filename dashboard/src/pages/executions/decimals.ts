import { subtractDecimals } from '../../../../shared/shown/decimals.ts';

/** Whether two exact decimals, as the API writes them, are the same number. What is not known is only the same as itself. */
export function sameDecimal(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : subtractDecimals(a, b) === '0';
}
