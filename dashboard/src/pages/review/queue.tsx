import { useState } from 'react';
import type { listAnomalies } from '../../../../lambdas/anomalies/contract.ts';
import { useReadPages } from '../../shared/api/use-read-pages.ts';
import { mayManage, useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Card } from '../../shared/ui/card.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { More } from '../../shared/ui/more.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { columnsOf } from './columns.tsx';
import type { Change } from './done.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useReviewFilters, type Anomaly } from './filters.ts';
import { NothingToReview } from './nothing-to-review.tsx';
import { ReviewDialog } from './review-dialog.tsx';

/** The flags of the range, the newest tasks first, and what can be done about each. */
export function Queue({ onChanged }: { readonly onChanged: (change: Change) => void }) {
  const organization = useOrganization();
  const { name, days } = usePeriod();
  const { kind, status } = useReviewFilters();
  const [chosen, setChosen] = useState<Anomaly>();
  const range = name === 'all' ? {} : { start_date: days?.start, end_date: days?.end };
  const queue = useReadPages<typeof listAnomalies>(
    'GET /api/v1/anomalies',
    (cursor) => ({
      query: {
        organization_id: organization.id,
        kind,
        status: status === 'all' ? undefined : status,
        ...range,
        cursor,
      },
    }),
    ({ next_cursor: next }) => next,
  );
  const pages = queue.data?.pages;
  const anomalies = pages?.flatMap((page) => page.anomalies);
  const columns = columnsOf({
    organization,
    ...(mayManage(organization) ? { onReview: setChosen, onReopened: onChanged } : {}),
  });
  return (
    <Card
      title="Flagged tasks"
      busy={queue.isPlaceholderData}
      actions={<FilterBar open={pages?.[0]?.open} />}
    >
      {queue.error && <ProblemNotice error={queue.error} retry={queue.refetch} />}
      {!anomalies && !queue.error && <Skeleton height="24rem" />}
      {anomalies?.length === 0 && <NothingToReview />}
      {anomalies && anomalies.length > 0 && (
        <DataTable
          caption="Flagged tasks, newest first"
          columns={columns}
          rows={anomalies}
          rowKey={({ id }) => id}
        />
      )}
      <More pages={queue} />
      {chosen && (
        <ReviewDialog
          anomaly={chosen}
          alsoOpen={(anomalies ?? []).filter(
            (each) =>
              each.id !== chosen.id && each.status === 'open' && each.execution.id === chosen.execution.id,
          )}
          onClose={() => setChosen(undefined)}
          onDone={onChanged}
        />
      )}
    </Card>
  );
}
