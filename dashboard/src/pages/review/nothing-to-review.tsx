import { Empty } from '../../shared/ui/empty.tsx';
import { useView } from '../../shared/view/view.ts';
import { useReviewFilters } from './filters.ts';

/** Stands where no flag is, and says whether that is because of the filters. */
export function NothingToReview() {
  const { view, href } = useView();
  const { kind, status } = useReviewFilters();
  const title = status === 'reviewed' ? 'Nothing was reviewed in this period.' : 'Nothing to review';
  return (
    <Empty title={title}>
      <p>
        {kind === undefined
          ? 'A task gets here when it costs more than its baseline, or more than the review threshold of the settings.'
          : 'No task has a flag of this kind.'}
      </p>
      {kind !== undefined && <a href={href('/review', { status })}>Show all kinds</a>}
      {kind === undefined && view.range !== 'all' && (
        <a href={href('/review', { status, range: 'all' })}>Show all time</a>
      )}
    </Empty>
  );
}
