import { useEffect, useRef, useState } from 'react';
import type { reviewAnomaly } from '../../../../lambdas/anomalies/contract.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { smallMoney } from '../../shared/format/formats.ts';
import { readable, readableWords } from '../../../../shared/shown/names.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Field } from '../../shared/ui/field.tsx';
import { FormDialog } from '../../shared/ui/form-dialog.tsx';
import type { Change } from './done.tsx';
import { labelOf, type Anomaly } from './filters.ts';
import styles from './review.module.css';
import { unusual } from './unusual.ts';

const LONGEST_NOTE = 2000;

interface ReviewDialogProps {
  readonly anomaly: Anomaly;
  /** Other open flags of the same task. */
  readonly alsoOpen: readonly Anomaly[];
  readonly onClose: () => void;
  readonly onDone: (change: Change) => void;
}

/** Closes a flag with an optional note, or changes the note of one that is closed. */
export function ReviewDialog({ anomaly, alsoOpen, onClose, onDone }: ReviewDialogProps) {
  const { id: organizationId, review_threshold: threshold } = useOrganization();
  const review = useWrite<typeof reviewAnomaly>('PATCH /api/v1/anomalies/{id}');
  const [note, setNote] = useState(anomaly.note ?? '');
  const [withOthers, setWithOthers] = useState(true);
  const noteBox = useRef<HTMLTextAreaElement>(null);
  // It is what the dialog is opened for.
  useEffect(() => noteBox.current?.focus(), []);
  const isOpen = anomaly.status === 'open';
  const others = isOpen ? alsoOpen : [];
  const save = async () => {
    const before = [anomaly, ...(withOthers ? others : [])];
    for (const { id } of before) {
      await review.mutateAsync({
        path: { id },
        body: { organization_id: organizationId, status: 'reviewed', note: note.trim() || null },
      });
    }
    onClose();
    if (isOpen) onDone({ before, to: 'reviewed' });
  };
  const submit = () => void save().catch(() => undefined);
  const { execution } = anomaly;
  return (
    <FormDialog
      title={isOpen ? 'Mark reviewed' : 'Edit note'}
      action={isOpen ? 'Mark reviewed' : 'Save note'}
      doing="Saving…"
      isPending={review.isPending}
      error={review.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <p>
            {readableWords(execution.task_type)} by {readable(execution.provider)} for{' '}
            {smallMoney(execution.actual_cost)}. {unusual(anomaly, threshold)}.
          </p>
          <Field
            label="Note (optional)"
            hint="Why it is all right, or what was done. Ctrl+Enter saves."
            error={errorOf('note')}
          >
            {(control) => (
              <textarea
                {...control}
                ref={noteBox}
                rows={4}
                maxLength={LONGEST_NOTE}
                value={note}
                onChange={(event) => setNote(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
                }}
              />
            )}
          </Field>
          {others.length > 0 && (
            <label className={styles['also']}>
              <input
                type="checkbox"
                checked={withOthers}
                onChange={(event) => setWithOthers(event.target.checked)}
              />
              Also the other flags of this task: {others.map(({ kind }) => labelOf(kind)).join(', ')}
            </label>
          )}
        </>
      )}
    </FormDialog>
  );
}
