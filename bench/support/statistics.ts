/** The smallest value that at least `share` of all values do not exceed. @throws Error without values */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('There is no quantile of no values.');
  return value;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
