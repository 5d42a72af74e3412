import { useState } from 'react';
import type { correctPriceFactor } from '../../../../../lambdas/pricing/factors/contract.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { EffectiveDayField } from '../../../shared/pricing/effective-day-field.tsx';
import { FormDialog } from '../../../shared/ui/form-dialog.tsx';
import { ReasonField } from '../shared/reason-field.tsx';
import { conditionOf, scopeOf, trimmed, type Factor } from './factor.ts';
import { useFactorFollowed } from './use-factor-followed.ts';

interface EndFactorDialogProps {
  readonly factor: Factor;
  readonly onClose: () => void;
}

/** Ends a factor now, or on a day that is past or to come. */
export function EndFactorDialog({ factor, onClose }: EndFactorDialogProps) {
  const correct = useWrite<typeof correctPriceFactor>('POST /api/v1/pricing/factors/{id}/corrections');
  const follow = useFactorFollowed();
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const submit = () =>
    correct.mutate(
      {
        path: { id: factor.id },
        body: { end_date: until === '' ? new Date().toISOString() : until, reason: reason.trim() },
      },
      {
        onSuccess: (ended) => {
          onClose();
          follow(ended);
        },
      },
    );
  return (
    <FormDialog
      title="End this factor"
      action="End the factor"
      doing="Ending…"
      isPending={correct.isPending}
      error={correct.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <p>
            {scopeOf(factor)}: {conditionOf(factor)}, × {trimmed(factor.factor)}. Later tasks of this kind are
            unpriced, unless there is a price for them.
          </p>
          <EffectiveDayField
            label="Until (optional)"
            value={until}
            onChange={setUntil}
            hint="; now if empty."
            error={errorOf('end_date')}
            again="priced"
          />
          <ReasonField value={reason} onChange={setReason} error={errorOf('reason')} />
        </>
      )}
    </FormDialog>
  );
}
