import type * as z from 'zod';
import type { DayRange } from '../../../shared/figures/days.ts';
import type { Transaction } from '../../../shared/database/database.ts';
import { FEWEST_TASKS } from '../../../shared/shown/board/summary.ts';
import { roundedOrNull, shareOf } from '../../../shared/shown/rounded.ts';
import type { executiveSummary } from './contract.ts';
import { durations } from './durations.statement.ts';

type Time = z.input<NonNullable<(typeof executiveSummary)['result']>>['time'];

/** How long tasks took, against the baseline provider for the same mix of task types. */
export async function readTime(
  transaction: Transaction,
  organizationId: string,
  range: DayRange,
  timeZone: string,
): Promise<Time> {
  const { start, end } = range;
  const given = { organizationId, start, end, timeZone, fewestTasks: FEWEST_TASKS };
  const rows = await durations.run(transaction, given);
  const overall = rows.find((row) => row.task_type === null);
  if (!overall) throw new Error('the empty grouping set gives one row');
  return {
    tasks: overall.tasks,
    tasks_share: overall.tasks === 0 ? null : shareOf(overall.tasks, overall.all_tasks),
    avg_duration_ms: roundedOrNull(overall.avg_duration_ms, 2),
    baseline_avg_duration_ms: roundedOrNull(overall.baseline_avg_duration_ms, 2),
    change_percentage: roundedOrNull(overall.change_percentage, 2),
    hours_saved: roundedOrNull(overall.hours_saved, 2),
    exact: {
      avg_duration_ms: overall.avg_duration_ms,
      baseline_avg_duration_ms: overall.baseline_avg_duration_ms,
      change_percentage: overall.change_percentage,
      hours_saved: overall.hours_saved,
    },
    task_types: rows.flatMap(({ task_type, ...row }) =>
      task_type === null
        ? []
        : {
            task_type,
            tasks: row.all_tasks,
            avg_duration_ms: roundedOrNull(row.all_avg_duration_ms, 2),
            baseline_tasks: row.baseline_tasks,
            baseline_avg_duration_ms: roundedOrNull(row.all_baseline_avg_duration_ms, 2),
            included: row.included ?? false,
          },
    ),
  };
}
