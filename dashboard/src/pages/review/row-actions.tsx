import type { reviewAnomaly } from '../../../../lambdas/anomalies/contract.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Button } from '../../shared/ui/button.tsx';
import type { Change } from './done.tsx';
import type { Anomaly } from './filters.ts';
import styles from './review.module.css';

interface RowActionsProps {
  readonly anomaly: Anomaly;
  readonly onReview: (anomaly: Anomaly) => void;
  readonly onReopened: (change: Change) => void;
}

/** What can be done about one flag. */
export function RowActions({ anomaly, onReview, onReopened }: RowActionsProps) {
  const { id: organizationId } = useOrganization();
  const reopen = useWrite<typeof reviewAnomaly>('PATCH /api/v1/anomalies/{id}');
  if (anomaly.status === 'open') {
    return (
      <Button small className={styles['action']} onClick={() => onReview(anomaly)}>
        Mark reviewed
      </Button>
    );
  }
  return (
    <div className={styles['actions']}>
      <Button small onClick={() => onReview(anomaly)}>
        Edit note
      </Button>
      <Button
        small
        disabled={reopen.isPending}
        onClick={() =>
          reopen.mutate(
            { path: { id: anomaly.id }, body: { organization_id: organizationId, status: 'open' } },
            { onSuccess: () => onReopened({ before: [anomaly], to: 'open' }) },
          )
        }
      >
        {reopen.isPending ? 'Reopening…' : 'Reopen'}
      </Button>
      {reopen.error && (
        <span className={styles['loss']} role="alert">
          {reopen.error.message}
        </span>
      )}
    </div>
  );
}
