import type { listRecalculations } from '../../../../../shared/recalculation/contract.ts';
import { useReadPages } from '../../../shared/api/use-read-pages.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Card } from '../../../shared/ui/card.tsx';
import { DataTable } from '../../../shared/ui/data-table.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { useView } from '../../../shared/view/view.ts';
import { More } from '../../../shared/ui/more.tsx';
import { isUnderWay } from '../../../shared/recalculation/recalculation.ts';
import { columnsIn } from './columns.tsx';
import { OneRecalculation } from './one-recalculation.tsx';

/** What was priced again and what moved by it, newest first. */
export function Recalculations() {
  const { id, time_zone: timeZone } = useOrganization();
  const { parameter } = useView();
  const shown = parameter('recalculation');
  const pages = useReadPages<typeof listRecalculations>(
    'GET /api/v1/recalculations',
    (cursor) => ({ query: { organization_id: id, limit: 25, cursor } }),
    (page) => page.next_cursor,
    { pollWhile: (read) => read.some((page) => page.recalculations.some(isUnderWay)) },
  );
  const { data, error, isPlaceholderData, refetch } = pages;
  const recalculations = data?.pages.flatMap((page) => page.recalculations) ?? [];
  return (
    <>
      {shown !== undefined && <OneRecalculation id={shown} />}
      <Card
        title="Recalculations"
        help="recalculation"
        busy={isPlaceholderData}
        note="Those of this organization, and those of list prices that examined its executions. Figures are those of the changed executions."
      >
        {error && <ProblemNotice error={error} retry={refetch} />}
        {!data && !error && <Skeleton height="30rem" />}
        {data && recalculations.length === 0 && (
          <Empty title="No recalculations yet.">
            A new price that begins in the past, a correction or a changed baseline starts a recalculation.
          </Empty>
        )}
        {recalculations.length > 0 && (
          <DataTable
            caption="Recalculations, newest first"
            columns={columnsIn(timeZone)}
            rows={recalculations}
            rowKey={(each) => each.id}
          />
        )}
        <More pages={pages} />
      </Card>
    </>
  );
}
