import type * as z from 'zod';
import type { Transaction } from '../../database/database.ts';
import { size } from '../../shown/fractions.ts';
import { isKnown } from '../../shown/known.ts';
import { percentageOf, rounded, roundedOrNull } from '../../shown/rounded.ts';
import { periodsOf, type DayRange, type PeriodName } from '../days.ts';
import { readExtent } from '../extent.ts';
import type { totals } from '../figures-contract.ts';
import { noMeasures, toPart, toTotals } from '../figures.ts';
import type { change, precedingPeriod, projection, trend } from './contract.ts';
import { projectionDays } from './projection.ts';
import { savings, type SavingsRow } from './savings.statement.ts';

export interface SavingsRequest {
  readonly organizationId: string;
  readonly range: DayRange;
  /** The days that the range is compared to; they end before it starts. */
  readonly compared: DayRange;
  /** Of the trend. */
  readonly period: PeriodName;
  /** Null: of all providers. */
  readonly provider: string | null;
  readonly today: string;
}

export interface Savings {
  readonly totals: z.input<typeof totals>;
  readonly trend: z.input<typeof trend>;
  readonly precedingPeriod: z.input<typeof precedingPeriod>;
  readonly change: z.input<typeof change>;
  readonly projection: z.input<typeof projection>;
}

/** What a range cost and saved: the one definition, wherever these figures are shown. */
export async function readSavings(transaction: Transaction, request: SavingsRequest): Promise<Savings> {
  const { organizationId, range, compared, period, provider, today } = request;
  const { firstDay } = await readExtent(transaction, organizationId);
  const projected = projectionDays(range, firstDay, today);
  const rows = await savings.run(transaction, {
    organizationId,
    ...range,
    comparedStart: compared.start,
    comparedEnd: compared.end,
    period,
    provider,
    today,
    projectedDays: projected?.days,
  });
  const totalOf = (inRange: boolean) =>
    rows.find((row) => row.in_range === inRange && row.period_start === null);
  const total = totalOf(true);
  if (!total) throw new Error('the range always has a row of totals');
  const before = toTotals(totalOf(false) ?? noMeasures);
  const reachesBack = firstDay !== null && firstDay <= compared.start;
  return {
    totals: toTotals(total),
    trend: trendOf(range, period, rows),
    precedingPeriod: {
      ...compared,
      tasks: before.tasks,
      compared_tasks: before.compared_tasks,
      total_savings: before.total_savings,
      total_cost: before.total_cost,
      baseline_cost: before.baseline_cost,
      savings_percentage: before.savings_percentage,
      exact: before.exact,
    },
    change: reachesBack ? toChange(total.change, before.exact.total_savings) : null,
    projection:
      projected && total.annual_savings !== null
        ? {
            annual_savings: rounded(total.annual_savings, 2),
            ...projected,
            exact: { annual_savings: total.annual_savings },
          }
        : null,
  };
}

function toChange(change: string | null, before: string | null) {
  if (change === null) return null;
  return {
    savings: rounded(change, 2),
    percentage: percentageOf(change, size(before)),
    exact: { savings: change },
  };
}

/** A period without executions keeps what the ones before it had saved. */
function trendOf(range: DayRange, period: PeriodName, rows: readonly SavingsRow[]) {
  const byStart = new Map(rows.filter((row) => row.in_range).map((row) => [row.period_start, row]));
  let cumulative = '0';
  let until = { executions: 0, compared: 0 };
  return periodsOf(range, period).map(({ start, end }) => {
    const row = byStart.get(start);
    cumulative = row?.cumulative_savings ?? cumulative;
    const measured = row ?? noMeasures;
    until = {
      executions: until.executions + measured.executions,
      compared: until.compared + measured.compared,
    };
    const known = isKnown(until) ? cumulative : null;
    const figures = toPart(measured);
    return {
      date: start,
      end,
      ...figures,
      cumulative_savings: roundedOrNull(known, 2),
      exact: { ...figures.exact, cumulative_savings: known },
    };
  });
}
