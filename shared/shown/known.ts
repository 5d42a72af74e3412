interface Counts {
  readonly executions: number;
  readonly successful: number;
  readonly priced: number;
  readonly compared: number;
}

/**
 * Whether a sum over compared tasks says something. Where tasks ran and none of them can be compared it is 0, and would
 * be read as free of charge.
 */
export const isKnown = ({ executions, compared }: Pick<Counts, 'executions' | 'compared'>): boolean =>
  executions === 0 || compared > 0;

/** The same of what was paid for failed tasks: there are none, or something of it is known. */
export function isFailedCostKnown(
  { executions, successful, priced, compared }: Counts,
  failedCost: string,
): boolean {
  // Priced and not compared are failed tasks with both costs; one with its actual cost alone shows in the sum.
  return executions === successful || priced > compared || Number(failedCost) !== 0;
}
