import { useState } from 'react';
import type { correctPriceFactor } from '../../../../../lambdas/pricing/factors/contract.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { formStyles, TextField } from '../../../shared/ui/field.tsx';
import { FormDialog } from '../../../shared/ui/form-dialog.tsx';
import { Notice } from '../../../shared/ui/notice.tsx';
import { ReasonField } from '../shared/reason-field.tsx';
import { timeInForceFields } from '../shared/time-in-force-fields.tsx';
import { changedDays, daysOf } from '../shared/time-in-force.ts';
import { conditionOf, scopeOf, trimmed, type Factor } from './factor.ts';
import { useFactorFollowed } from './use-factor-followed.ts';

interface CorrectFactorDialogProps {
  readonly factor: Factor;
  readonly onClose: () => void;
}

/** Corrects a factor that was wrong for its entire time in force. */
export function CorrectFactorDialog({ factor, onClose }: CorrectFactorDialogProps) {
  const correct = useWrite<typeof correctPriceFactor>('POST /api/v1/pricing/factors/{id}/corrections');
  const follow = useFactorFollowed();
  const before = trimmed(factor.factor);
  const [amount, setAmount] = useState(before);
  const [days, setDays] = useState(() => daysOf(factor));
  const [reason, setReason] = useState('');
  const submit = () =>
    correct.mutate(
      {
        path: { id: factor.id },
        body: {
          ...(amount.trim() === before ? {} : { factor: amount.trim() }),
          ...changedDays(factor, days),
          reason: reason.trim(),
        },
      },
      {
        onSuccess: (corrected) => {
          onClose();
          follow(corrected);
        },
      },
    );
  return (
    <FormDialog
      title="Correct this factor"
      action="Correct the factor"
      doing="Correcting…"
      isPending={correct.isPending}
      error={correct.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <p>
            {scopeOf(factor)}: {conditionOf(factor)}. If it changed on some day, add another one that begins
            then instead.
          </p>
          <div className={formStyles.row}>
            <TextField
              label="Factor"
              required
              inputMode="decimal"
              value={amount}
              onChange={setAmount}
              hint={`Now: × ${before}`}
              error={errorOf('factor')}
            />
            {timeInForceFields({
              now: factor,
              days,
              onChange: (changes) => setDays({ ...days, ...changes }),
              errorOf,
            })}
          </div>
          <ReasonField value={reason} onChange={setReason} error={errorOf('reason')} />
          <Notice kind="warning">
            Factors have no dry run. All stored tasks that this one applied to, or would apply to, are priced
            again, and reported figures change.
          </Notice>
        </>
      )}
    </FormDialog>
  );
}
