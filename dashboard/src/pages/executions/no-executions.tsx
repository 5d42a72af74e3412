import { Button } from '../../shared/ui/button.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { useView } from '../../shared/view/view.ts';
import { ViewLink } from '../../shared/view/view-link.tsx';
import { noFilters } from './filters.ts';

/** What to do where the list is empty. */
export function NoExecutions({ filtered }: { readonly filtered: boolean }) {
  const { view, change } = useView();
  const isAll = view.range === 'all';
  if (!filtered && isAll) {
    return (
      <Empty title="No task has been recorded yet.">
        <p>
          <ViewLink to="/">The overview</ViewLink> has a command that sends the first one.
        </p>
      </Empty>
    );
  }
  return (
    <Empty title={filtered ? 'No tasks in this period match the filters.' : 'No tasks ran in this period.'}>
      {filtered && (
        <Button kind="primary" onClick={() => change(noFilters)}>
          Remove the filters
        </Button>
      )}
      {!isAll && <Button onClick={() => change({ range: 'all' })}>Show all time</Button>}
    </Empty>
  );
}
