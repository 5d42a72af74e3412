/**
 * An exact decimal as a JSON number for presentation, rounded half away from zero. The arithmetic is done by then:
 * the digits are only cut and read.
 */
export function rounded(decimal: string, places: number): number {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === undefined) throw new Error(`not a decimal: ${decimal}`);
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const up = fraction.charAt(places) >= '5' ? 1n : 0n;
  const digits = kept + up;
  return digits === 0n ? 0 : Number(`${sign}${digits}e-${places}`);
}

export function roundedOrNull(decimal: string | null, places: number): number | null {
  return decimal === null ? null : rounded(decimal, places);
}

/** Part of a whole from 0 to 1, 4 decimals; null where there is no whole. */
export function shareOf(part: number, whole: number): number | null {
  return quotient(part, whole, 4);
}

/** A quotient of whole numbers, rounded; null where the divisor is 0. */
export function quotient(dividend: number, divisor: number, places: number): number | null {
  return divisor === 0 ? null : Number((dividend / divisor).toFixed(places));
}
