import { coverageNote, timeNote } from '../../../../shared/shown/board/notes.ts';
import { shown } from '../../shared/format/formats.ts';
import { ViewLink } from '../../shared/view/view-link.tsx';
import styles from './summary.module.css';
import type { ExecutiveSummary } from './executive-summary.ts';

/** How the figures are computed, and where that is explained. */
export function Notes({ summary }: { readonly summary: ExecutiveSummary }) {
  const [covered, unpriced, rest] = coverageNote(summary, shown);
  return (
    <footer className={styles['notes']}>
      <p>
        {covered}
        {unpriced !== '' && <ViewLink to="/unpriced">{unpriced}</ViewLink>}
        {rest}
      </p>
      <p>{timeNote(summary, shown)}</p>
      <p>
        {summary.methodology.statement} <ViewLink to="/help">The method in full</ViewLink>
      </p>
    </footer>
  );
}
