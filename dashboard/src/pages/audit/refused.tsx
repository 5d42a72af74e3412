import type { listRefusedAccess } from '../../../../lambdas/reports/audit-log/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { useReadPages } from '../../shared/api/use-read-pages.ts';
import { count, day, instant } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Card } from '../../shared/ui/card.tsx';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { More } from '../../shared/ui/more.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import styles from './audit.module.css';
import { actorWords, operationWords } from './words.ts';

type Refused = ResultOf<typeof listRefusedAccess>['refused'][number];

const columnsIn = (timeZone: string): readonly Column<Refused>[] => [
  { name: 'day', heading: 'Day (UTC)', oneLine: true, cell: (row) => day(row.day) },
  {
    name: 'actor',
    heading: 'Who',
    rowHeading: true,
    cell: ({ actor }) => <span className={styles['text']}>{actorWords(actor)}</span>,
  },
  { name: 'operation', heading: 'Asked for', cell: ({ operation }) => operationWords(operation) },
  { name: 'refusals', heading: 'Times', numeric: true, cell: ({ refusals }) => count(refusals) },
  { name: 'last', heading: 'Last', cell: ({ last_at: at }) => instant(at, timeZone) },
];

/** Who asked for what they may not, newest days first. */
export function RefusedAccess() {
  const { id, time_zone: timeZone } = useOrganization();
  const pages = useReadPages<typeof listRefusedAccess>(
    'GET /api/v1/audit-log/refused',
    (cursor) => ({ query: { organization_id: id, cursor } }),
    ({ next_cursor: next }) => next,
    { live: false },
  );
  const refused = pages.data?.pages.flatMap((page) => page.refused);
  return (
    <Card
      title="Refused access"
      note="One row for each day, person and operation, however often they tried. Expected where a viewer tries what takes an admin."
    >
      {pages.error && <ProblemNotice error={pages.error} retry={pages.refetch} />}
      {!refused && !pages.error && <Skeleton height="20rem" />}
      {refused?.length === 0 && <Empty title="Nobody was refused anything here." />}
      {refused && refused.length > 0 && (
        <DataTable
          caption="Refused access, newest days first"
          columns={columnsIn(timeZone)}
          rows={refused}
          rowKey={({ day: on, actor, operation }) => `${on} ${actor} ${operation}`}
        />
      )}
      <More pages={pages} />
    </Card>
  );
}
