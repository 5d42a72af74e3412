import { roundedOrNull } from '../../../shared/shown/rounded.ts';

interface Money {
  readonly actual_cost: string | null;
  readonly baseline_cost: string | null;
  readonly savings: string | null;
}

/** One execution's money: rounded to 6 decimals, and exactly. */
export function presentMoney({ actual_cost, baseline_cost, savings }: Money) {
  return {
    // The only currency that executions are stored with.
    currency: 'USD' as const,
    actual_cost: roundedOrNull(actual_cost, 6),
    baseline_cost: roundedOrNull(baseline_cost, 6),
    savings: roundedOrNull(savings, 6),
    exact: { actual_cost, baseline_cost, savings },
  };
}
