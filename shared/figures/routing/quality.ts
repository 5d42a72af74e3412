import { z } from 'zod';
import type { Transaction } from '../../database/database.ts';
import { rounded, roundedOrNull, shareOf } from '../../shown/rounded.ts';
import { parseRows, wholeNumber } from '../../database/rows.ts';
import type { DayRange } from '../days.ts';
import type { quality } from './contract.ts';
import statement from './quality.sql';

const ratio = z.string().nullable();

const figures = z.object({
  decisions: wholeNumber,
  costs: wholeNumber,
  estimated_cost: z.string(),
  actual_cost: z.string(),
  cost_error: z.string(),
  cost_bias: ratio,
  mean_cost_error: ratio,
  cost_bias_percentage: ratio,
  cost_error_percentage: ratio,
  durations: wholeNumber,
  duration_bias_ms: ratio,
  mean_duration_error_ms: ratio,
  duration_bias_percentage: ratio,
  duration_error_percentage: ratio,
  judged: wholeNumber,
  optimal: wholeNumber,
  promises: wholeNumber,
  promised_savings: z.string(),
  realized_savings: z.string(),
  realized_percentage: ratio,
});

/** One row of quality.sql: whole counts, exact sums, and quotients with more digits than are shown. */
const qualityRow = z.discriminatedUnion('grouped_by', [
  figures.extend({ grouped_by: z.literal('all') }),
  figures.extend({ grouped_by: z.literal('strategy'), routing_strategy: z.string() }),
  figures.extend({ grouped_by: z.literal('version'), algorithm_version: z.string().nullable() }),
  figures.extend({
    grouped_by: z.literal('strategy_and_version'),
    routing_strategy: z.string(),
    algorithm_version: z.string().nullable(),
  }),
]);

type QualityRow = z.output<typeof qualityRow>;

export interface RoutingQuality {
  readonly overall: z.input<typeof quality>;
  /** Of strategies, versions, and strategies of a version; most decisions first. */
  readonly groups: readonly QualityRow[];
}

/** How decisions of a range turned out: the one definition, also of what an optimal choice is. */
export async function readRoutingQuality(
  transaction: Transaction,
  organizationId: string,
  range: DayRange,
  timeZone: string,
): Promise<RoutingQuality> {
  const parameters = [organizationId, range.start, range.end, timeZone];
  const rows = parseRows(qualityRow, await transaction.query(statement, parameters));
  const overall = rows.find((row) => row.grouped_by === 'all');
  if (!overall) throw new Error('the empty grouping set gives one row');
  return { overall: toQuality(overall), groups: rows };
}

export function toQuality(row: z.output<typeof figures>): z.input<typeof quality> {
  return {
    decisions: row.decisions,
    cost: {
      compared: row.costs,
      estimated_cost: rounded(row.estimated_cost, 2),
      actual_cost: rounded(row.actual_cost, 2),
      bias: roundedOrNull(row.cost_bias, 6),
      mean_absolute_error: roundedOrNull(row.mean_cost_error, 6),
      bias_percentage: roundedOrNull(row.cost_bias_percentage, 2),
      mean_absolute_error_percentage: roundedOrNull(row.cost_error_percentage, 2),
      exact: {
        estimated_cost: row.estimated_cost,
        actual_cost: row.actual_cost,
        absolute_error: row.cost_error,
      },
    },
    duration: {
      compared: row.durations,
      bias_ms: roundedOrNull(row.duration_bias_ms, 2),
      mean_absolute_error_ms: roundedOrNull(row.mean_duration_error_ms, 2),
      bias_percentage: roundedOrNull(row.duration_bias_percentage, 2),
      mean_absolute_error_percentage: roundedOrNull(row.duration_error_percentage, 2),
    },
    choices: { judged: row.judged, optimal: row.optimal, optimal_share: shareOf(row.optimal, row.judged) },
    savings: {
      compared: row.promises,
      promised: rounded(row.promised_savings, 2),
      realized: rounded(row.realized_savings, 2),
      realized_percentage: roundedOrNull(row.realized_percentage, 2),
      exact: { promised: row.promised_savings, realized: row.realized_savings },
    },
  };
}
