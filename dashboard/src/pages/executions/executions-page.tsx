import type { listExecutions } from '../../../../lambdas/analytics/executions/contract.ts';
import type { exportExecutions } from '../../../../lambdas/reports/executions-export/contract.ts';
import type { RequestOf } from '../../shared/api/operation.ts';
import { useReadPages } from '../../shared/api/use-read-pages.ts';
import { Downloads } from '../../shared/download/downloads.tsx';
import { count, dayRange } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { RangePicker } from '../../shared/organization/range-picker.tsx';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Card } from '../../shared/ui/card.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { More } from '../../shared/ui/more.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { useView } from '../../shared/view/view.ts';
import { columnsIn } from './columns.tsx';
import styles from './executions.module.css';
import { FilterBar } from './filter-bar.tsx';
import { FilterChips } from './filter-chips.tsx';
import { chipsOf, filtersOf } from './filters.ts';
import { NoExecutions } from './no-executions.tsx';

/** The tasks behind the figures: those of the range and of the filters, the newest first. */
export default function ExecutionsPage() {
  const { id, time_zone: timeZone } = useOrganization();
  const { days } = usePeriod();
  const filters = filtersOf(useView().parameter);
  const chips = chipsOf(filters);
  const query = { organization_id: id, start_date: days?.start, end_date: days?.end, ...filters };
  const list = useReadPages<typeof listExecutions>(
    'GET /api/v1/executions',
    (cursor) => ({ query: { ...query, cursor } }),
    (page) => page.next_cursor,
    { enabled: days !== undefined },
  );
  const { data, error, isPlaceholderData: busy, hasNextPage } = list;
  const executions = data?.pages.flatMap((page) => page.executions) ?? [];
  const models = new Set(executions.flatMap(({ model }) => model ?? []));
  return (
    <Page
      title="Executions"
      lead="Every finished task with its cost. Each leads to the prices and the arithmetic behind it."
      actions={<RangePicker />}
    >
      <FilterBar filters={filters} count={chips.length} models={[...models].sort()} />
      <Card
        title={days ? dayRange(days) : 'Executions'}
        busy={busy}
        actions={<Exports query={days && query} />}
      >
        <FilterChips chips={chips} />
        {error && <ProblemNotice error={error} retry={list.refetch} />}
        {!data && !error && <Skeleton height="40rem" />}
        {data && executions.length === 0 && <NoExecutions filtered={chips.length > 0} />}
        {executions.length > 0 && (
          <>
            <DataTable
              caption="Executions"
              columns={columnsIn(timeZone)}
              rows={executions}
              rowKey={(each) => each.id}
            />
            <p role="status" className={styles['count']}>
              {hasNextPage
                ? `The newest ${count(executions.length)} are shown.`
                : `${count(executions.length)} in all.`}{' '}
              Times are those of {timeZone}.
            </p>
            <More pages={list} />
          </>
        )}
      </Card>
    </Page>
  );
}

type ExportQuery = NonNullable<RequestOf<typeof exportExecutions>['query']>;

/** The same executions as files, all of them. */
function Exports({ query }: { readonly query: Omit<ExportQuery, 'format'> | undefined }) {
  const fileOf = (label: string, format: 'csv' | 'ndjson') => ({
    label,
    request: query && { query: { ...query, format } },
  });
  return (
    <Downloads<typeof exportExecutions>
      small
      name="GET /api/v1/exports/executions"
      files={[fileOf('Export CSV', 'csv'), fileOf('Export NDJSON', 'ndjson')]}
    />
  );
}
