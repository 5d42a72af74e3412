/** Exact decimals as texts: what is calculated with them here never is a binary fraction. */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

interface Scaled {
  readonly digits: bigint;
  /** How many of the digits are decimals. */
  readonly scale: number;
}

export function parseDecimal(text: string): Scaled | undefined {
  const match = DECIMAL.exec(text.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  return { digits: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

/** Without zeros at its end. */
export function printDecimal({ digits, scale }: Scaled): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  return `${digits < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

export const isDecimal = (text: string): boolean => DECIMAL.test(text.trim());

/**
 * A decimal with its point moved: 6 turns a price for one token into one for a million, -6 the reverse.
 * @returns the text unchanged where it is not a decimal, so that the caller can say what is wrong with it
 */
export function shiftDecimal(text: string, places: number): string {
  const parsed = parseDecimal(text);
  if (!parsed) return text;
  const scale = parsed.scale - places;
  return scale >= 0
    ? printDecimal({ digits: parsed.digits, scale })
    : printDecimal({ digits: parsed.digits * 10n ** BigInt(-scale), scale: 0 });
}

/** The difference between two decimals; undefined where one is not a decimal. */
export function subtractDecimals(text: string, subtracted: string): string | undefined {
  const [from, take] = [parseDecimal(text), parseDecimal(subtracted)];
  if (!from || !take) return undefined;
  const scale = Math.max(from.scale, take.scale);
  const at = ({ digits, scale: own }: Scaled) => digits * 10n ** BigInt(scale - own);
  return printDecimal({ digits: at(from) - at(take), scale });
}
