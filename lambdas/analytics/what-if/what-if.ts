import { z } from 'zod';
import type { DayRange } from '../../../shared/figures/days.ts';
import { resolveRange } from '../../../shared/figures/range.ts';
import type { Database, Parameter, Transaction } from '../../../shared/database/database.ts';
import { isTimeout, timeout } from '../../../shared/http/database-problem.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { rounded, roundedOrNull, shareOf } from '../../../shared/shown/rounded.ts';
import { parseRows, wholeNumber } from '../../../shared/database/rows.ts';
import { baselineReason, whatIf, type comparison } from './contract.ts';
import statement from './what-if.sql';

const whatIfRow = z.object({
  countable: wholeNumber,
  unpriced: z.array(z.object({ reason: baselineReason, tasks: z.int() })),
  tasks: wholeNumber,
  actual_cost: z.string(),
  baseline_cost: z.string(),
  savings: z.string(),
  savings_percentage: z.string().nullable(),
  recorded: wholeNumber,
  recorded_actual_cost: z.string(),
  recorded_baseline_cost: z.string(),
  recorded_savings: z.string(),
  recorded_savings_percentage: z.string().nullable(),
});
type WhatIfRow = z.output<typeof whatIfRow>;

export function whatIfOperation(database: Database): Operation<typeof whatIf> {
  return operation(whatIf, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const { provider, model = null } = query;
      const parameters = [query.organization_id, range.start, range.end, timeZone, provider, model];
      const row = await price(transaction, parameters, range);
      const tasks = row.unpriced.reduce((sum, reason) => sum + reason.tasks, row.tasks);
      return {
        currency: 'USD',
        period: range,
        baseline: { provider, model },
        usage: {
          tasks,
          priced: row.tasks,
          priced_share: shareOf(row.tasks, tasks),
          unpriced: row.unpriced,
          not_kept: row.countable - tasks,
        },
        what_if: {
          tasks: row.tasks,
          ...amounts(row.actual_cost, row.baseline_cost, row.savings, row.savings_percentage),
        },
        recorded: {
          tasks: row.recorded,
          ...amounts(
            row.recorded_actual_cost,
            row.recorded_baseline_cost,
            row.recorded_savings,
            row.recorded_savings_percentage,
          ),
        },
      };
    }),
  );
}

/** @throws Problem naming the range when it holds more executions than can be priced within a request */
async function price(
  transaction: Transaction,
  parameters: readonly Parameter[],
  range: DayRange,
): Promise<WhatIfRow> {
  try {
    const [row] = parseRows(whatIfRow, await transaction.query(statement, parameters));
    if (!row) throw new Error('aggregates without groups give one row');
    return row;
  } catch (error) {
    if (!isTimeout(error)) throw error;
    const detail = `must be nearer together: pricing the executions from ${range.start} to ${range.end} again takes too long`;
    throw timeout(`start_date and end_date ${detail}.`, [
      { parameter: 'start_date', detail },
      { parameter: 'end_date', detail },
    ]);
  }
}

function amounts(
  cost: string,
  baselineCost: string,
  savings: string,
  percentage: string | null,
): Omit<z.input<typeof comparison>, 'tasks'> {
  return {
    total_cost: rounded(cost, 2),
    baseline_cost: rounded(baselineCost, 2),
    total_savings: rounded(savings, 2),
    savings_percentage: roundedOrNull(percentage, 2),
    exact: { total_cost: cost, baseline_cost: baselineCost, total_savings: savings },
  };
}
