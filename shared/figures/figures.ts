import type * as z from 'zod';
import type { coverage, part, totals } from './figures-contract.ts';
import { isFailedCostKnown, isKnown } from '../shown/known.ts';
import { percentageOf, rounded, roundedOrNull } from '../shown/rounded.ts';

/** What a statement gives for each figure: whole counts, exact decimals. */
export interface Measures {
  readonly executions: number;
  readonly successful: number;
  readonly priced: number;
  readonly failed_without_usage: number;
  readonly compared: number;
  readonly actual_cost: string;
  readonly baseline_cost: string;
  readonly savings: string;
  readonly failed_cost: string;
  readonly uncompared_cost: string;
}

/** The measures of a day, or an organization, in which nothing ran. */
export const noMeasures: Measures = {
  executions: 0,
  successful: 0,
  priced: 0,
  failed_without_usage: 0,
  compared: 0,
  actual_cost: '0',
  baseline_cost: '0',
  savings: '0',
  failed_cost: '0',
  uncompared_cost: '0',
};

export function toTotals(from: Measures): z.input<typeof totals> {
  const { savings, actual_cost, ...exact } = exactOf(from);
  return {
    total_savings: roundedOrNull(savings, 2),
    total_cost: roundedOrNull(actual_cost, 2),
    ...shared(from),
    exact: { total_savings: savings, total_cost: actual_cost, ...exact },
  };
}

export function toPart(from: Measures): z.input<typeof part> {
  const exact = exactOf(from);
  return {
    savings: roundedOrNull(exact.savings, 2),
    actual_cost: roundedOrNull(exact.actual_cost, 2),
    ...shared(from),
    exact,
  };
}

function exactOf(from: Measures): z.input<typeof part>['exact'] {
  const sum = (of: 'savings' | 'actual_cost' | 'baseline_cost') => (isKnown(from) ? from[of] : null);
  return {
    savings: sum('savings'),
    actual_cost: sum('actual_cost'),
    baseline_cost: sum('baseline_cost'),
    failed_cost: isFailedCostKnown(from, from.failed_cost) ? from.failed_cost : null,
    uncompared_cost: from.uncompared_cost,
  };
}

function shared(from: Measures) {
  const { savings, baseline_cost, failed_cost } = exactOf(from);
  return {
    baseline_cost: roundedOrNull(baseline_cost, 2),
    savings_percentage: percentageOf(savings, baseline_cost),
    tasks: from.executions,
    successful_tasks: from.successful,
    failed_tasks: from.executions - from.successful,
    compared_tasks: from.compared,
    failed_cost: roundedOrNull(failed_cost, 2),
    uncompared_cost: rounded(from.uncompared_cost, 2),
    coverage: toCoverage(from),
  };
}

export function toCoverage({
  executions,
  priced,
  failed_without_usage,
}: Pick<Measures, 'executions' | 'priced' | 'failed_without_usage'>): z.input<typeof coverage> {
  const priceable = executions - failed_without_usage;
  const percentage = percentageOf(priced, priceable);
  return {
    executions,
    priced,
    unpriced: executions - priced,
    failed_without_usage,
    percentage: percentage === null ? null : allOnlyIfAll(percentage, priced === priceable),
  };
}

/** One unpriced of a million is not rounded away: 100% means that nothing is missing. */
const allOnlyIfAll = (percentage: number, isAll: boolean): number =>
  isAll ? percentage : Math.min(percentage, 99.99);
