import { Empty } from '../../shared/ui/empty.tsx';
import { useView } from '../../shared/view/view.ts';
import { useAuditFilters } from './filters.ts';

/** Stands where there is no entry, and says what would show some. */
export function NoEntries() {
  const { view, href } = useView();
  const isFiltered = Object.values(useAuditFilters()).some((filter) => filter !== undefined);
  return (
    <Empty
      title={
        isFiltered ? 'Nothing of this kind was done in this period.' : 'Nothing was done in this period.'
      }
    >
      {isFiltered && <a href={href('/audit')}>Remove the filters</a>}
      {!isFiltered && view.range !== 'all' && <a href={href('/audit', { range: 'all' })}>Show all time</a>}
    </Empty>
  );
}
