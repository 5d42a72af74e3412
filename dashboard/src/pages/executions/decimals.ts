import { subtractDecimals } from '../../shared/format/decimals.ts';

/** Whether two exact decimals, as the API writes them, are the same number. What is not known is only the same as itself. */
export function sameDecimal(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : subtractDecimals(a, b) === '0';
}

/** The difference as a percentage of the whole, for reading: unlike what is shown as exact, it is rounded. */
export function percentageOf(difference: string, whole: string): number | null {
  const of = Number(whole);
  return of === 0 ? null : (Number(difference) / of) * 100;
}
