/**
 * Whether two exact decimals are the same number: zeros at the end make no difference.
 * @param a digits with or without a fraction, as the API writes them
 */
export function sameDecimal(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : shortest(a) === shortest(b);
}

/** Without the zeros at the end of its fraction. */
function shortest(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** A million times an exact decimal: its point moves, so nothing is rounded before it is shown. */
export function million(decimal: string): number {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const digits = fraction.padEnd(6, '0');
  return Number(`${whole}${digits.slice(0, 6)}.${digits.slice(6) || '0'}`);
}

/** The difference as a percentage of the whole, for reading: unlike what is shown as exact, it is rounded. */
export function percentageOf(difference: string, whole: string): number | null {
  const of = Number(whole);
  return of === 0 ? null : (Number(difference) / of) * 100;
}
