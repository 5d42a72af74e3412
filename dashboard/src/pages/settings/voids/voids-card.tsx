import { useState } from 'react';
import type { listVoids } from '../../../../../lambdas/organizations/voids/contract.ts';
import { useReadPages } from '../../../shared/api/use-read-pages.ts';
import { mayManage, useOrganization } from '../../../shared/organization/organization-context.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { DataTable } from '../../../shared/ui/data-table.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { More } from '../../../shared/ui/more.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import styles from '../settings.module.css';
import { RestoreDialog } from './restore-dialog.tsx';
import { isUnderWay, voidColumns, type Void } from './void-columns.tsx';
import { VoidDialog } from './void-dialog.tsx';

/** What was taken out of the figures, and how to take more out or put it back. */
export function VoidsCard() {
  const organization = useOrganization();
  const isManager = mayManage(organization);
  const [isVoiding, setVoiding] = useState(false);
  const [restoring, setRestoring] = useState<Void>();
  const list = useReadPages<typeof listVoids>(
    'GET /api/v1/executions/void',
    (cursor) => ({ query: { organization_id: organization.id, cursor } }),
    ({ next_cursor: next }) => next,
    { pollWhile: (pages) => pages.some(({ voids }) => voids.some(isUnderWay)) },
  );
  const voids = list.data?.pages.flatMap((page) => page.voids);
  return (
    <Card
      title="Voided tasks"
      note="Taken out of every figure because they should never have counted. They can be put back."
      actions={isManager && <Button onClick={() => setVoiding(true)}>Void tasks</Button>}
    >
      <div className={styles['stack']}>
        {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
        {!voids && !list.error && <Skeleton height="8rem" />}
        {voids?.length === 0 && <Empty title="No task was voided" />}
        {voids && voids.length > 0 && (
          <>
            <DataTable
              caption="Voids"
              columns={voidColumns(organization.time_zone, isManager ? setRestoring : undefined)}
              rows={voids}
              rowKey={({ id }) => id}
            />
            <p>
              <ViewLink to="/executions" changes={{ voided: 'true' }}>
                Show voided tasks
              </ViewLink>
            </p>
          </>
        )}
        <More pages={list} />
      </div>
      {isVoiding && <VoidDialog onClose={() => setVoiding(false)} />}
      {restoring && <RestoreDialog taken={restoring} onClose={() => setRestoring(undefined)} />}
    </Card>
  );
}
