interface Priced {
  readonly tasks: number;
  readonly coverage: { readonly priced: number };
}

/**
 * A sum of dollars over priced tasks, or null where there were tasks and none of them could be priced: that sum is 0,
 * and would be read as free of charge.
 */
export function knownSum({ tasks, coverage }: Priced, sum: number): number | null {
  return tasks > 0 && coverage.priced === 0 ? null : sum;
}
