import { z } from 'zod';
import type { Database } from '../../runtime/database.ts';
import { operation, type Operation } from '../../runtime/http/operation.ts';
import { asMember } from '../../runtime/http/tenancy.ts';
import { parseRows } from '../../runtime/rows.ts';
import { periodsOf } from '../days.ts';
import { measures, noMeasures, toPart, toTotals } from '../figures.ts';
import { precedingRange, resolveRange } from '../range.ts';
import { savingsSummary } from './contract.ts';
import statement from './summary.sql';

const summaryRow = measures.extend({ in_range: z.boolean(), period_start: z.string().nullable() });

export function savingsSummaryOperation(database: Database): Operation {
  return operation(savingsSummary, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const preceding = precedingRange(range);
      const parameters = [query.organization_id, preceding.start, range.start, range.end, query.period];
      const rows = parseRows(summaryRow, await transaction.query(statement, parameters));

      const before = toTotals(rows.find((row) => !row.in_range) ?? noMeasures);
      const byStart = new Map(rows.filter((row) => row.in_range).map((row) => [row.period_start, row]));
      return {
        ...toTotals(byStart.get(null) ?? noMeasures),
        currency: 'USD',
        period: range,
        trend: periodsOf(range, query.period).map(({ start, end }) => ({
          date: start,
          end,
          ...toPart(byStart.get(start) ?? noMeasures),
        })),
        preceding_period: {
          ...preceding,
          total_savings: before.total_savings,
          total_cost: before.total_cost,
          baseline_cost: before.baseline_cost,
          savings_percentage: before.savings_percentage,
          exact: before.exact,
        },
      };
    }),
  );
}
