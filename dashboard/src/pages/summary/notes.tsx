import { count, coveragePercent, money, share } from '../../shared/format/formats.ts';
import { readableWords } from '../../shared/format/names.ts';
import { ViewLink } from '../../shared/view/view-link.tsx';
import styles from './summary.module.css';
import type { ExecutiveSummary } from './executive-summary.ts';

/** How the figures are computed, and where that is explained. */
export function Notes({ summary }: { readonly summary: ExecutiveSummary }) {
  const { coverage, methodology } = summary;
  return (
    <footer className={styles['notes']}>
      <p>
        Coverage: {coveragePercent(coverage.percentage)} of tasks have both costs known
        {coverage.unpriced > 0 && (
          <>
            ; <ViewLink to="/unpriced">{count(coverage.unpriced)} are unpriced</ViewLink> and claim no saving
          </>
        )}
        . {besideNote(summary)}
      </p>
      <p>{timeNote(summary)}</p>
      <p>
        {methodology.statement} <ViewLink to="/help">The method in full</ViewLink>
      </p>
    </footer>
  );
}

/** What was paid and is in no saving. */
function besideNote({ failed_cost: failed, uncompared_cost: uncompared }: ExecutiveSummary): string {
  const beside = [
    ...(failed > 0 ? [`${money(failed)} was paid for failed tasks`] : []),
    ...(uncompared > 0 ? [`${money(uncompared)} for tasks without a known baseline cost`] : []),
  ];
  return beside.length === 0 ? '' : `Beside the costs above, ${beside.join(', ')}.`;
}

/** Which types of task the times are of, and how much of the work that is. */
function timeNote({ time }: ExecutiveSummary): string {
  const included = time.task_types.filter((type) => type.included);
  if (included.length === 0) {
    return 'Time: no type of task ran 30 times on the baseline provider, so nothing is said about it.';
  }
  const names = included.slice(0, 6).map((type) => readableWords(type.task_type));
  const more = included.length > names.length ? ` and ${included.length - names.length} more` : '';
  return `Time compares ${names.join(', ')}${more} (${share(time.tasks_share)} of tasks): types with at least 30 tasks on the baseline provider. Failed tasks are part of it.`;
}
