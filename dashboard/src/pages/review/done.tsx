import { useEffect, useRef } from 'react';
import type { reviewAnomaly } from '../../../../lambdas/anomalies/contract.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { readableWords } from '../../../../shared/shown/names.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Notice, ProblemNotice } from '../../shared/ui/notice.tsx';
import { labelOf, type Anomaly } from './filters.ts';

/** Flags as they were before a change, and what they became. */
export interface Change {
  readonly before: readonly Anomaly[];
  readonly to: Anomaly['status'];
}

interface DoneProps {
  readonly change: Change;
  readonly onUndone: () => void;
}

/** Says what was just done, takes the focus that its row had, and offers to undo it. */
export function Done({ change: { before, to }, onUndone }: DoneProps) {
  const { id: organizationId } = useOrganization();
  const undo = useWrite<typeof reviewAnomaly>('PATCH /api/v1/anomalies/{id}');
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => holder.current?.focus(), []);
  const revert = async () => {
    for (const { id, status, note } of before) {
      await undo.mutateAsync({ path: { id }, body: { organization_id: organizationId, status, note } });
    }
    onUndone();
  };
  const what = before.map(({ kind }) => labelOf(kind)).join(', ');
  const task = readableWords(before[0]?.execution.task_type ?? '');
  return (
    <div ref={holder} tabIndex={-1}>
      <Notice
        kind="success"
        actions={
          <Button small disabled={undo.isPending} onClick={() => void revert().catch(() => undefined)}>
            {undo.isPending ? 'Undoing…' : 'Undo'}
          </Button>
        }
      >
        {to === 'reviewed' ? 'Marked reviewed' : 'Open again'}: {task} ({what}).
      </Notice>
      {undo.error && <ProblemNotice error={undo.error} />}
    </div>
  );
}
