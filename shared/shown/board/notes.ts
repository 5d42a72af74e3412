import { quotient } from '../fractions.ts';
import { inWords } from '../names.ts';
import type { Shown } from '../shown.ts';
import { FEWEST_TASKS, type BoardSummary } from './summary.ts';

/** How much the money stands on, in three parts: the middle one, which may be a link, is of what has no price. */
export function coverageNote(summary: BoardSummary, shown: Shown): readonly [string, string, string] {
  const { coverage } = summary;
  const beside = besideNote(summary, shown);
  if (coverage.executions === 0) return ['Coverage: nothing to price.', '', beside];
  const known = `Coverage: ${shown.coverage(coverage)} of tasks have both costs known`;
  return coverage.unpriced === 0
    ? [`${known}.`, '', beside]
    : [`${known}; `, `${shown.count(coverage.unpriced)} are unpriced`, ` and claim no saving.${beside}`];
}

/** What was paid and is in no saving. */
function besideNote(
  { exact, failed_cost: failed, uncompared_cost: uncompared }: BoardSummary,
  shown: Shown,
): string {
  const beside = [
    ...((failed ?? 0) > 0 ? [`${shown.money(exact.failed_cost)} was paid for failed tasks`] : []),
    ...(uncompared > 0
      ? [`${shown.money(exact.uncompared_cost)} for tasks without a known baseline cost`]
      : []),
  ];
  return beside.length === 0 ? '' : ` Beside the costs above, ${beside.join(', ')}.`;
}

const MOST_NAMES = 6;

/** Which types of task the times are of, and how much of the work that is. */
export function timeNote({ tasks, time }: BoardSummary, { share }: Shown): string {
  const included = time.task_types.filter((type) => type.included);
  if (included.length === 0) {
    return `Time: no type of task ran ${FEWEST_TASKS} times on the baseline provider, so nothing is said about it.`;
  }
  const names = included.slice(0, MOST_NAMES).map((type) => inWords(type.task_type));
  const more = included.length > names.length ? ` and ${included.length - names.length} more` : '';
  return `Time compares ${names.join(', ')}${more} (${share(quotient(time.tasks, tasks))} of tasks): types with at least ${FEWEST_TASKS} tasks on the baseline provider. Failed tasks are part of it.`;
}
