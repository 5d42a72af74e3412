/** Those of provider_pricing.cost_per_unit, numeric(20,12). */
const DECIMALS = 12;
const LIMIT = 10n ** 20n;
/** Up to a billionth of a price rounding takes away the noise of floating point, not the price. */
const NOISE = 10n ** 9n;
/** Rounded by more than a hundred-thousandth, it would be a different price. */
const PRECISION = 10n ** 5n;

export interface HeldPrice {
  /** Whole trillionths of a dollar. */
  readonly picodollars: bigint;
  /** Whether rounding changed the price itself, which its notes then say. */
  readonly rounded: boolean;
}

/**
 * A price of the feed as the price book holds it. The feed means the shortest decimal number that a float stands for,
 * so it is taken digit by digit; nothing is calculated in floating point.
 * @param price dollars for 10^`power` units, 0 or more and finite
 * @param decimals of a dollar that the price of one unit may have, at most 12
 * @returns undefined when the price book cannot hold it within a hundred-thousandth of its amount
 */
export function heldPrice(price: number, power: number, decimals = DECIMALS): HeldPrice | undefined {
  const [mantissa = '', exponent = '0'] = String(price).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  // price / 10^power = digits / 10^scale
  const scale = fraction.length - Number(exponent) + power;
  const excess = BigInt(Math.max(0, scale - decimals));
  const divisor = 10n ** excess;
  const rounded = (2n * digits + divisor) / (2n * divisor);
  const error = rounded * divisor - digits;
  const size = error < 0n ? -error : error;
  if (size * PRECISION > digits) return undefined;
  const pico = rounded * 10n ** BigInt(Math.max(0, decimals - scale) + DECIMALS - decimals);
  return pico < LIMIT ? { picodollars: pico, rounded: size * NOISE > digits } : undefined;
}

/** Dollars as a decimal string of 12 decimals, as PostgreSQL writes numeric(20,12). */
export function dollars(pico: bigint): string {
  const digits = pico.toString().padStart(DECIMALS + 1, '0');
  return `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
}

/** The reverse of {@link dollars}. */
export function fromDollars(text: string): bigint {
  return BigInt(text.replace('.', ''));
}
