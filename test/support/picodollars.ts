/** A sum of exact decimals, in units of their last place; what is empty or null adds nothing. */
export function sum(decimals: readonly (string | null)[]): bigint {
  return decimals.reduce((total, decimal) => total + picodollars(decimal ?? ''), 0n);
}

/** A decimal as a whole number of its 12th place. */
export function picodollars(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  if (fraction.length > 12) throw new Error(`${decimal} is finer than what is stored`);
  return BigInt(whole + fraction.padEnd(12, '0'));
}
