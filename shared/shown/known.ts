interface Part {
  readonly tasks: number;
  readonly failed_tasks: number;
  readonly compared_tasks: number;
  readonly coverage: { readonly priced: number };
  readonly exact: { readonly failed_cost: string };
}

/**
 * A sum over compared tasks, or null where tasks ran and none of them can be compared: that sum is 0, and would be read
 * as free of charge.
 */
export function knownSum<Sum>(part: Pick<Part, 'tasks' | 'compared_tasks'>, sum: Sum): Sum | null {
  return part.tasks > 0 && part.compared_tasks === 0 ? null : sum;
}

/** A running sum, which is unknown as long as {@link knownSum} of all parts until then is. */
export function knownSoFar<Sum>(
  parts: readonly Pick<Part, 'tasks' | 'compared_tasks'>[],
  sum: Sum,
): Sum | null {
  return parts.some((part) => part.compared_tasks > 0) || parts.every((part) => part.tasks === 0)
    ? sum
    : null;
}

/** What was paid for failed tasks, or null where there are some and nothing of it is known. */
export function knownFailedCost<Sum>(part: Omit<Part, 'tasks'>, sum: Sum): Sum | null {
  const { failed_tasks: failed, compared_tasks: compared, coverage, exact } = part;
  // Priced and not compared are failed tasks with both costs; one with its actual cost alone shows in the sum.
  const isKnown = failed === 0 || coverage.priced > compared || Number(exact.failed_cost) !== 0;
  return isKnown ? sum : null;
}
