import type { listErasures } from '../../../../../lambdas/user-data/contract.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { useRead } from '../../../shared/api/use-read.ts';
import { count, instant } from '../../../shared/format/formats.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Chip } from '../../../shared/ui/chip.tsx';
import { DataTable, type Column } from '../../../shared/ui/data-table.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';

type Erasure = ResultOf<typeof listErasures>['erasures'][number];

const SHOWN = 5;
const isRunning = ({ status }: Erasure): boolean => status === 'running';

/** How far the last erasures are that one may see; whose data it was nobody knows any more. */
export function Erasures() {
  const { id, time_zone: timeZone } = useOrganization();
  const { data, error, refetch } = useRead<typeof listErasures>(
    'GET /api/v1/user/data/erasures',
    { query: { organization_id: id, limit: SHOWN } },
    { live: false, pollWhile: ({ erasures }) => erasures.some(isRunning) },
  );
  if (error) return <ProblemNotice error={error} retry={refetch} />;
  if (!data || data.erasures.length === 0) return null;
  return (
    <>
      <DataTable
        caption="The last erasures"
        columns={columnsIn(timeZone)}
        rows={data.erasures}
        rowKey={(each) => each.id}
      />
      {data.erasures.some(isRunning) && (
        <p role="status">An erasure takes some minutes, also when this page is closed.</p>
      )}
    </>
  );
}

const columnsIn = (timeZone: string): readonly Column<Erasure>[] => [
  {
    name: 'asked',
    heading: 'Erasure asked for',
    rowHeading: true,
    cell: ({ requested_at: at }) => instant(at, timeZone),
  },
  {
    name: 'state',
    heading: 'State',
    cell: (each) =>
      isRunning(each) ? <Chip kind="info">Erasing</Chip> : <Chip kind="good">Everything is erased</Chip>,
  },
  { name: 'tasks', heading: 'Tasks erased', numeric: true, cell: ({ executions }) => count(executions) },
];
