import { z } from 'zod';
import type { DayRange } from '../../../shared/figures/days.ts';
import { resolveRange } from '../../../shared/figures/range.ts';
import type { Database, Parameter, Transaction } from '../../../shared/database/database.ts';
import { isTimeout, timeout } from '../../../shared/http/database-problem.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { isKnown } from '../../../shared/shown/known.ts';
import { percentageOf, roundedOrNull, shareOf } from '../../../shared/shown/rounded.ts';
import { parseRows, wholeNumber } from '../../../shared/database/rows.ts';
import { baselineReason, whatIf, type comparison } from './contract.ts';
import statement from './what-if.sql';

const whatIfRow = z.object({
  countable: wholeNumber,
  executions: wholeNumber,
  unpriced: z.array(z.object({ reason: baselineReason, tasks: z.int() })),
  tasks: wholeNumber,
  actual_cost: z.string(),
  baseline_cost: z.string(),
  savings: z.string(),
  recorded: wholeNumber,
  recorded_actual_cost: z.string(),
  recorded_baseline_cost: z.string(),
  recorded_savings: z.string(),
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
        what_if: comparisonOf(row.executions, {
          tasks: row.tasks,
          cost: row.actual_cost,
          baselineCost: row.baseline_cost,
          savings: row.savings,
        }),
        recorded: comparisonOf(row.executions, {
          tasks: row.recorded,
          cost: row.recorded_actual_cost,
          baselineCost: row.recorded_baseline_cost,
          savings: row.recorded_savings,
        }),
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

interface Amounts {
  readonly tasks: number;
  readonly cost: string;
  readonly baselineCost: string;
  readonly savings: string;
}

/** @param executions all of the range: without any, nothing is known to have cost nothing */
function comparisonOf(executions: number, amounts: Amounts): z.input<typeof comparison> {
  const sum = (exact: string) => (isKnown({ executions, compared: amounts.tasks }) ? exact : null);
  const exact = {
    total_cost: sum(amounts.cost),
    baseline_cost: sum(amounts.baselineCost),
    total_savings: sum(amounts.savings),
  };
  return {
    tasks: amounts.tasks,
    total_cost: roundedOrNull(exact.total_cost, 2),
    baseline_cost: roundedOrNull(exact.baseline_cost, 2),
    total_savings: roundedOrNull(exact.total_savings, 2),
    savings_percentage: percentageOf(exact.total_savings, exact.baseline_cost),
    exact,
  };
}
