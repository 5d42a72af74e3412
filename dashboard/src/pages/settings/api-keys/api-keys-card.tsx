import { useState } from 'react';
import type { listApiKeys } from '../../../../../lambdas/organizations/api-keys/contract.ts';
import { useReadPages } from '../../../shared/api/use-read-pages.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { DataTable } from '../../../shared/ui/data-table.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { More } from '../../../shared/ui/more.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import styles from '../settings.module.css';
import { keyColumns } from './key-columns.tsx';
import type { ApiKey } from './key.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';

/** What programs ask with: for admins, who decide what comes in. */
export function ApiKeysCard() {
  const { id, time_zone: timeZone } = useOrganization();
  const [isMaking, setIsMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const pages = useReadPages<typeof listApiKeys>(
    'GET /api/v1/organizations/{id}/api-keys',
    (cursor) => ({ path: { id }, query: { cursor } }),
    ({ next_cursor: next }) => next,
    { live: false },
  );
  const keys = pages.data?.pages.flatMap((page) => page.api_keys);
  return (
    <Card
      title="API keys"
      note="Scripts and exports use a key of this organization instead of somebody's sign-in."
      actions={<Button onClick={() => setIsMaking(true)}>Create a key</Button>}
    >
      <div className={styles['stack']}>
        {pages.error && <ProblemNotice error={pages.error} retry={pages.refetch} />}
        {!keys && !pages.error && <Skeleton height="6rem" />}
        {keys?.length === 0 && (
          <Empty title="There are no API keys.">
            <p>Create one for each program, so that each can be revoked alone.</p>
          </Empty>
        )}
        {keys && keys.length > 0 && (
          <DataTable
            caption="API keys, newest first"
            columns={keyColumns(timeZone, pages.dataUpdatedAt, setRevoking)}
            rows={keys}
            rowKey={({ id: keyId }) => keyId}
          />
        )}
        <More pages={pages} />
      </div>
      {isMaking && <NewKeyDialog onClose={() => setIsMaking(false)} />}
      {revoking && <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(undefined)} />}
    </Card>
  );
}
