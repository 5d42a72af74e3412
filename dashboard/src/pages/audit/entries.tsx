import type { listAuditLog } from '../../../../lambdas/reports/audit-log/contract.ts';
import { useReadPages } from '../../shared/api/use-read-pages.ts';
import { Downloads } from '../../shared/download/downloads.tsx';
import { count } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Card } from '../../shared/ui/card.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { More } from '../../shared/ui/more.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import styles from './audit.module.css';
import { columnsIn } from './columns.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useAuditFilters } from './filters.ts';
import { NoEntries } from './no-entries.tsx';

/** Who did what in the range, newest first, and the same as a file. */
export function Entries() {
  const { id, time_zone: timeZone } = useOrganization();
  const { name, days } = usePeriod();
  const range = name === 'all' ? {} : { start_date: days?.start, end_date: days?.end };
  const query = { organization_id: id, ...range, ...useAuditFilters() };
  const log = useReadPages<typeof listAuditLog>(
    'GET /api/v1/audit-log',
    (cursor) => ({ query: { ...query, cursor } }),
    ({ next_cursor: next }) => next,
    { live: false },
  );
  const entries = log.data?.pages.flatMap((page) => page.entries);
  const fileOf = (label: string, format: 'csv' | 'ndjson') => ({
    label,
    request: { query: { ...query, format } },
  });
  return (
    <>
      <FilterBar actors={[...new Set(entries?.map(({ actor }) => actor))].sort()} />
      <Card
        title="Entries"
        busy={log.isPlaceholderData}
        actions={
          <Downloads<typeof listAuditLog>
            small
            name="GET /api/v1/audit-log"
            files={[fileOf('Export CSV', 'csv'), fileOf('Export NDJSON', 'ndjson')]}
          />
        }
      >
        {log.error && <ProblemNotice error={log.error} retry={log.refetch} />}
        {!entries && !log.error && <Skeleton height="30rem" />}
        {entries?.length === 0 && <NoEntries />}
        {entries && entries.length > 0 && (
          <>
            <DataTable
              caption="Audit log, newest first"
              columns={columnsIn(timeZone)}
              rows={entries}
              rowKey={(entry) => `${entry.id}`}
            />
            <p role="status" className={styles['count']}>
              {log.hasNextPage
                ? `The newest ${count(entries.length)} are shown.`
                : `${count(entries.length)} in all.`}{' '}
              Times are those of {timeZone}. Entries are kept for at least a year.
            </p>
            <More pages={log} />
          </>
        )}
      </Card>
    </>
  );
}
