import { parseDecimal, printDecimal } from './decimals.ts';

/** A quotient that is not worked out: what is shown of it is rounded from it, and only once. */
export interface Fraction {
  readonly dividend: bigint;
  /** Above 0. */
  readonly divisor: bigint;
}

/** An exact figure: a decimal as the API writes it, a number as JSON has it, or a quotient. */
export type Exact = string | number | Fraction;
export type Maybe<Value> = Value | null | undefined;

/** @throws Error when a text is not a decimal */
export function toFraction(value: Exact): Fraction {
  if (typeof value === 'object') return value;
  const [text = '', exponent = '0'] = String(value).split('e');
  const parsed = parseDecimal(text);
  if (!parsed) throw new Error(`not a decimal: ${value}`);
  const power = Number(exponent) - parsed.scale;
  return power >= 0
    ? { dividend: parsed.digits * 10n ** BigInt(power), divisor: 1n }
    : { dividend: parsed.digits, divisor: 10n ** BigInt(-power) };
}

/** One figure divided by another; null where one is not known or it would divide by zero. */
export function quotient(dividend: Maybe<Exact>, divisor: Maybe<Exact>): Fraction | null {
  if (dividend === null || dividend === undefined || divisor === null || divisor === undefined) return null;
  const [a, b] = [toFraction(dividend), toFraction(divisor)];
  if (b.dividend === 0n) return null;
  const sign = b.dividend < 0n ? -1n : 1n;
  return { dividend: sign * a.dividend * b.divisor, divisor: sign * a.divisor * b.dividend };
}

export function difference(from: Exact, subtracted: Exact): Fraction {
  const [a, b] = [toFraction(from), toFraction(subtracted)];
  return { dividend: a.dividend * b.divisor - b.dividend * a.divisor, divisor: a.divisor * b.divisor };
}

export function total(values: readonly Exact[]): Fraction {
  return values.reduce<Fraction>((sum, value) => difference(sum, negative(toFraction(value))), {
    dividend: 0n,
    divisor: 1n,
  });
}

const negative = ({ dividend, divisor }: Fraction): Fraction => ({ dividend: -dividend, divisor });

/** The absolute value. */
export function size(value: Maybe<Exact>): Fraction | null {
  if (value === null || value === undefined) return null;
  const fraction = toFraction(value);
  return fraction.dividend < 0n ? negative(fraction) : fraction;
}

/** -1, 0 or 1; what is not known has no sign. */
export function signOf(value: Maybe<Exact>): number {
  if (value === null || value === undefined) return 0;
  const { dividend } = toFraction(value);
  return dividend === 0n ? 0 : dividend < 0n ? -1 : 1;
}

/** Rounded half away from zero, as a decimal without zeros at its end. */
export function roundedText(value: Exact, places: number): string {
  const { dividend, divisor } = toFraction(value);
  const scaled = (dividend < 0n ? -dividend : dividend) * 10n ** BigInt(places);
  const digits = (2n * scaled + divisor) / (2n * divisor);
  return printDecimal({ digits: dividend < 0n ? -digits : digits, scale: places });
}
