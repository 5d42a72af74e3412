import type * as z from 'zod';
import type { Transaction } from '../../database/database.ts';
import { difference, quotient, signOf } from '../../shown/fractions.ts';
import { isKnown } from '../../shown/known.ts';
import { percentageOf, roundedOrNull, shareOf } from '../../shown/rounded.ts';
import type { DayRange } from '../days.ts';
import type { quality } from './contract.ts';
import { routingQuality, type RoutingQualityRow } from './quality.statement.ts';

/** Whole counts and exact sums. */
type Figures = Omit<RoutingQualityRow, 'grouped_by' | 'routing_strategy' | 'algorithm_version'>;
type Quality = z.input<typeof quality>;

export interface RoutingQuality {
  readonly overall: Quality;
  /**
   * Of strategies, versions, and strategies of a version, as grouped_by says; most decisions first. A strategy is null
   * where rows are not grouped by it.
   */
  readonly groups: readonly RoutingQualityRow[];
}

/** How decisions of a range turned out: the one definition, also of what an optimal choice is. */
export async function readRoutingQuality(
  transaction: Transaction,
  organizationId: string,
  range: DayRange,
  timeZone: string,
): Promise<RoutingQuality> {
  const rows = await routingQuality.run(transaction, { organizationId, ...range, timeZone });
  const overall = rows.find((row) => row.grouped_by === 'all');
  if (!overall) throw new Error('the empty grouping set gives one row');
  return { overall: toQuality(overall), groups: rows };
}

export function toQuality(row: Figures): Quality {
  return {
    decisions: row.decisions,
    cost: costOf(row),
    duration: durationOf(row),
    choices: { judged: row.judged, optimal: row.optimal, optimal_share: shareOf(row.optimal, row.judged) },
    savings: savingsOf(row),
  };
}

function costOf(row: Figures): Quality['cost'] {
  const bias = difference(row.actual_cost, row.estimated_cost);
  const sum = known(row.decisions, row.costs);
  const exact = {
    estimated_cost: sum(row.estimated_cost),
    actual_cost: sum(row.actual_cost),
    absolute_error: sum(row.cost_error),
  };
  return {
    compared: row.costs,
    estimated_cost: roundedOrNull(exact.estimated_cost, 2),
    actual_cost: roundedOrNull(exact.actual_cost, 2),
    bias: roundedOrNull(quotient(bias, row.costs), 6),
    mean_absolute_error: roundedOrNull(quotient(row.cost_error, row.costs), 6),
    bias_percentage: percentageOf(bias, row.actual_cost),
    mean_absolute_error_percentage: percentageOf(row.cost_error, row.actual_cost),
    exact,
  };
}

function durationOf(row: Figures): Quality['duration'] {
  const { durations, duration_ms: actual, estimated_duration_ms: estimated, duration_error: error } = row;
  return {
    compared: durations,
    bias_ms: roundedOrNull(quotient(actual - estimated, durations), 2),
    mean_absolute_error_ms: roundedOrNull(quotient(error, durations), 2),
    bias_percentage: percentageOf(actual - estimated, actual),
    mean_absolute_error_percentage: percentageOf(error, actual),
    exact: { estimated_ms: estimated, actual_ms: actual, absolute_error_ms: error },
  };
}

function savingsOf(row: Figures): Quality['savings'] {
  const sum = known(row.decisions, row.promises);
  const exact = { promised: sum(row.promised_savings), realized: sum(row.realized_savings) };
  return {
    compared: row.promises,
    promised: roundedOrNull(exact.promised, 2),
    realized: roundedOrNull(exact.realized, 2),
    realized_percentage: signOf(exact.promised) > 0 ? percentageOf(exact.realized, exact.promised) : null,
    exact,
  };
}

/** Sums over what can be compared of the decisions. */
function known(decisions: number, compared: number) {
  const says = isKnown({ executions: decisions, compared });
  return (sum: string): string | null => (says ? sum : null);
}
