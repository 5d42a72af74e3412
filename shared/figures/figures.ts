import { z } from 'zod';
import { wholeNumber } from '../database/rows.ts';
import type { coverage, part, totals } from './figures-contract.ts';
import { rounded, roundedOrNull, shareOf } from '../shown/rounded.ts';

/** What a statement gives for each figure: whole counts, exact decimals. */
export const measures = z.object({
  executions: wholeNumber,
  successful: wholeNumber,
  priced: wholeNumber,
  compared: wholeNumber,
  actual_cost: z.string(),
  baseline_cost: z.string(),
  savings: z.string(),
  savings_percentage: z.string().nullable(),
  failed_cost: z.string(),
  uncompared_cost: z.string(),
});
export type Measures = z.output<typeof measures>;

/** Of a day, or an organization, in which nothing ran. */
export const noMeasures: Measures = {
  executions: 0,
  successful: 0,
  priced: 0,
  compared: 0,
  actual_cost: '0',
  baseline_cost: '0',
  savings: '0',
  savings_percentage: null,
  failed_cost: '0',
  uncompared_cost: '0',
};

export function toTotals(from: Measures): z.input<typeof totals> {
  return {
    total_savings: rounded(from.savings, 2),
    total_cost: rounded(from.actual_cost, 2),
    ...shared(from),
    exact: {
      total_savings: from.savings,
      total_cost: from.actual_cost,
      baseline_cost: from.baseline_cost,
      failed_cost: from.failed_cost,
      uncompared_cost: from.uncompared_cost,
    },
  };
}

export function toPart(from: Measures): z.input<typeof part> {
  return {
    savings: rounded(from.savings, 2),
    actual_cost: rounded(from.actual_cost, 2),
    ...shared(from),
    exact: {
      savings: from.savings,
      actual_cost: from.actual_cost,
      baseline_cost: from.baseline_cost,
      failed_cost: from.failed_cost,
      uncompared_cost: from.uncompared_cost,
    },
  };
}

function shared(from: Measures) {
  return {
    baseline_cost: rounded(from.baseline_cost, 2),
    savings_percentage: roundedOrNull(from.savings_percentage, 2),
    tasks: from.executions,
    successful_tasks: from.successful,
    failed_tasks: from.executions - from.successful,
    compared_tasks: from.compared,
    failed_cost: rounded(from.failed_cost, 2),
    uncompared_cost: rounded(from.uncompared_cost, 2),
    coverage: toCoverage(from),
  };
}

export function toCoverage({
  executions,
  priced,
}: Pick<Measures, 'executions' | 'priced'>): z.input<typeof coverage> {
  const part = shareOf(priced, executions);
  return {
    executions,
    priced,
    unpriced: executions - priced,
    percentage: part === null ? null : allOnlyIfAll(Number((part * 100).toFixed(2)), priced === executions),
  };
}

/** One unpriced of a million is not rounded away: 100% means that nothing is missing. */
const allOnlyIfAll = (percentage: number, isAll: boolean): number =>
  isAll ? percentage : Math.min(percentage, 99.99);
