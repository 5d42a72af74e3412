import { useState } from 'react';
import type { listProducers } from '../../../../../lambdas/organizations/producers/contract.ts';
import { useReadPages } from '../../../shared/api/use-read-pages.ts';
import { mayManage, useOrganization } from '../../../shared/organization/organization-context.ts';
import { Card } from '../../../shared/ui/card.tsx';
import { DataTable } from '../../../shared/ui/data-table.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { More } from '../../../shared/ui/more.tsx';
import { Notice, ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import styles from '../settings.module.css';
import { AddProducer } from './add-producer.tsx';
import { producerColumns, type Producer } from './producer-columns.tsx';
import { RemoveProducerDialog } from './remove-producer-dialog.tsx';

/** Which senders may write the organization's figures. */
export function ProducersCard() {
  const organization = useOrganization();
  const isManager = mayManage(organization);
  const [removing, setRemoving] = useState<Producer>();
  const [chosen, setChosen] = useState({ principal: '', times: 0 });
  const list = useReadPages<typeof listProducers>(
    'GET /api/v1/organizations/{id}/producers',
    (cursor) => ({ path: { id: organization.id }, query: { cursor } }),
    ({ next_cursor: next }) => next,
  );
  const producers = list.data?.pages.flatMap((page) => page.producers);
  const isEnforced = list.data?.pages[0]?.enforced;
  const manage = {
    onRegister: (principal: string) => setChosen(({ times }) => ({ principal, times: times + 1 })),
    onRemove: setRemoving,
  };
  return (
    <Card title="Producers" note="Whose messages count, known by the sender that SQS attests.">
      <div className={styles['stack']}>
        {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
        {!producers && !list.error && <Skeleton height="10rem" />}
        {isEnforced === false && (
          <Notice kind="warning">
            Everybody who may send to the queue can write figures of this organization. With the first
            producer that is registered here, all others are rejected, for good.
          </Notice>
        )}
        {producers?.length === 0 && (
          <Empty title={isEnforced ? 'Nobody may send' : 'Nobody has sent anything yet'}>
            <p>
              {isEnforced
                ? 'Register the role or user that your routing service sends with; until then its messages are rejected.'
                : 'What sends will be listed here, to be registered.'}
            </p>
          </Empty>
        )}
        {producers && producers.length > 0 && (
          <DataTable
            caption="Producers and what they have sent"
            columns={producerColumns(organization.time_zone, isManager ? manage : undefined)}
            rows={producers}
            rowKey={({ principal }) => principal}
          />
        )}
        <More pages={list} />
        {isManager && <AddProducer key={chosen.times} suggested={chosen.principal} />}
      </div>
      {removing && <RemoveProducerDialog producer={removing} onClose={() => setRemoving(undefined)} />}
    </Card>
  );
}
