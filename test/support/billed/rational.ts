/** Exact fractions; a divisor is always above 0. */
export interface Rational {
  readonly over: bigint;
  readonly under: bigint;
}

export const ZERO: Rational = { over: 0n, under: 1n };
export const whole = (value: number | bigint): Rational => ({ over: BigInt(value), under: 1n });
export const add = (a: Rational, b: Rational): Rational => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});
export const multiply = (a: Rational, b: Rational): Rational => ({
  over: a.over * b.over,
  under: a.under * b.under,
});

/** The exact value of a decimal such as `0.25`. */
export function decimal(text: string): Rational {
  const [integer = '0', fraction = ''] = text.split('.');
  return { over: BigInt(integer + fraction), under: 10n ** BigInt(fraction.length) };
}

/** With 12 decimals, half away from zero; nothing here is negative. */
export function rounded({ over, under }: Rational): string {
  const scaled = (2n * over * 10n ** 12n + under) / (2n * under);
  const digits = scaled.toString().padStart(13, '0');
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`;
}
