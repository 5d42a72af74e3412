import { quotient } from '../fractions.ts';
import { inWords } from '../names.ts';
import type { Shown } from '../shown.ts';
import { FEWEST_TASKS, type BoardSummary } from './summary.ts';

/** How many tasks the amounts are based on, in three parts: the middle one, which may be a link, counts the unpriced. */
export function coverageNote(summary: BoardSummary, shown: Shown): readonly [string, string, string] {
  const { coverage } = summary;
  const beside = besideNote(summary, shown);
  if (coverage.executions === 0) return ['Coverage: nothing to price.', '', beside];
  const known = `Coverage: ${shown.coverage(coverage)} of tasks have both costs known`;
  const { unpriced, failed_without_usage: unknowable } = coverage;
  if (unpriced === 0) return [`${known}.`, '', beside];
  // The share is not of these, but they are among the unpriced: without them the two figures contradict each other.
  const aside = unknowable === 0 ? '' : `, ${shown.count(unknowable)} that failed without usage left aside`;
  const [are, claim] = unpriced === 1 ? ['is', 'claims'] : ['are', 'claim'];
  return [
    `${known}${aside}; `,
    `${shown.count(unpriced)} ${are} unpriced`,
    ` and ${claim} no saving.${beside}`,
  ];
}

/** What was paid and is not part of any saving. */
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
  return beside.length === 0 ? '' : ` In addition to the costs above, ${beside.join(', ')}.`;
}

const MOST_NAMES = 6;

/** Which types of task are compared, and their share of all tasks. */
export function timeNote({ tasks, time }: BoardSummary, { share }: Shown): string {
  const included = time.task_types.filter((type) => type.included);
  if (included.length === 0) {
    return `Time: no task type ran ${FEWEST_TASKS} times on the baseline provider, so there are no figures for it.`;
  }
  const names = included.slice(0, MOST_NAMES).map((type) => inWords(type.task_type));
  const more = included.length > names.length ? ` and ${included.length - names.length} more` : '';
  return `Time compares ${names.join(', ')}${more} (${share(quotient(time.tasks, tasks))} of tasks): types with at least ${FEWEST_TASKS} tasks on the baseline provider. Failed tasks are part of it.`;
}
