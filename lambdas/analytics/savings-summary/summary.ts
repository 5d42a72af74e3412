import { z } from 'zod';
import type { Database } from '../../runtime/database.ts';
import { operation, type Operation } from '../../runtime/http/operation.ts';
import { asMember } from '../../runtime/http/tenancy.ts';
import { rounded, roundedOrNull } from '../../runtime/rounded.ts';
import { parseRows } from '../../runtime/rows.ts';
import { dayOf, periodsOf, type DayRange, type PeriodName } from '../days.ts';
import { readExtent } from '../extent.ts';
import { measures, noMeasures, toPart, toTotals } from '../figures.ts';
import { resolveRange } from '../range.ts';
import { comparedRange } from './compared-range.ts';
import { savingsSummary } from './contract.ts';
import { projectionDays } from './projection.ts';
import statement from './summary.sql';

const summaryRow = measures.extend({
  in_range: z.boolean(),
  period_start: z.string().nullable(),
  cumulative_savings: z.string(),
  change: z.string(),
  change_percentage: z.string().nullable(),
  annual_savings: z.string().nullable(),
});
type SummaryRow = z.output<typeof summaryRow>;

export function savingsSummaryOperation(database: Database): Operation {
  return operation(savingsSummary, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const preceding = comparedRange(range, query.compare_to);
      const today = dayOf(now, timeZone);
      const { firstDay } = await readExtent(transaction, query.organization_id);
      const projected = projectionDays(range, firstDay, today);

      const rows = parseRows(
        summaryRow,
        await transaction.query(statement, [
          query.organization_id,
          range.start,
          range.end,
          preceding.start,
          preceding.end,
          query.period,
          query.provider ?? null,
          today,
          projected?.days ?? null,
        ]),
      );
      const totalOf = (inRange: boolean) =>
        rows.find((row) => row.in_range === inRange && row.period_start === null);
      const total = totalOf(true);
      if (!total) throw new Error('the range always has a row of totals');
      const before = toTotals(totalOf(false) ?? noMeasures);
      const reachesBack = firstDay !== null && firstDay <= preceding.start;
      return {
        ...toTotals(total),
        currency: 'USD',
        period: range,
        trend: trendOf(range, query.period, rows),
        preceding_period: {
          ...preceding,
          total_savings: before.total_savings,
          total_cost: before.total_cost,
          baseline_cost: before.baseline_cost,
          savings_percentage: before.savings_percentage,
          exact: before.exact,
        },
        change: reachesBack ? toChange(total) : null,
        projection:
          projected && total.annual_savings !== null
            ? { annual_savings: rounded(total.annual_savings, 2), ...projected }
            : null,
      };
    }),
  );
}

function toChange({ change, change_percentage: percentage }: SummaryRow) {
  return {
    savings: rounded(change, 2),
    percentage: roundedOrNull(percentage, 2),
    exact: { savings: change },
  };
}

/** A period without executions keeps what the ones before it had saved. */
function trendOf(range: DayRange, period: PeriodName, rows: readonly SummaryRow[]) {
  const byStart = new Map(rows.filter((row) => row.in_range).map((row) => [row.period_start, row]));
  let cumulative = '0';
  return periodsOf(range, period).map(({ start, end }) => {
    const row = byStart.get(start);
    cumulative = row?.cumulative_savings ?? cumulative;
    const figures = toPart(row ?? noMeasures);
    return {
      date: start,
      end,
      ...figures,
      cumulative_savings: rounded(cumulative, 2),
      exact: { ...figures.exact, cumulative_savings: cumulative },
    };
  });
}
