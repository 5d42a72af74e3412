import type { ReactNode } from 'react';
import { useOrganization } from '../organization/organization-context.ts';
import { Card } from '../ui/card.tsx';
import { Notice, ProblemNotice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { RecalculationDetails } from './recalculation-details.tsx';
import { isUnderWay, useRecalculation } from './recalculation.ts';

/** In the place of an id: what was saved begins in the future. */
export const NO_RECALCULATION = 'none';

interface StartedRecalculationProps {
  /** {@link NO_RECALCULATION}: none was started. */
  readonly id: string;
  /** What has started it. */
  readonly subject: 'price' | 'factor' | 'baseline' | 'rule' | 'source of costs';
  /** What it does to all organizations, which only operators see. */
  readonly isOfAll?: boolean;
  readonly dismiss: ReactNode;
}

/** Follows the recalculation that a change has started. */
export function StartedRecalculation({ id, subject, isOfAll = false, dismiss }: StartedRecalculationProps) {
  const organization = useOrganization();
  const { recalculation, error, refetch } = useRecalculation(
    id === NO_RECALCULATION ? undefined : id,
    isOfAll ? undefined : organization.id,
  );
  if (id === NO_RECALCULATION) {
    return (
      <Notice kind="success" actions={dismiss}>
        The {subject} is saved. It begins in the future, so nothing that is stored is priced again.
      </Notice>
    );
  }
  return (
    <Card
      title={`What this ${subject} changes`}
      help="recalculation"
      actions={dismiss}
      note={
        recalculation &&
        isUnderWay(recalculation) &&
        `The ${subject} is saved. The recalculation starts within a minute and continues if you leave this page; it is also listed under Price book, Recalculations.`
      }
    >
      {error && <ProblemNotice error={error} retry={refetch} />}
      {!recalculation && !error && <Skeleton height="8rem" />}
      {recalculation && (
        <RecalculationDetails
          recalculation={recalculation}
          of={isOfAll ? 'all organizations together' : undefined}
        />
      )}
    </Card>
  );
}
