import { useState } from 'react';
import type { updateOrganization } from '../../../../lambdas/organizations/contract.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { day } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { ProviderModelFields } from '../../shared/pricing/provider-model-fields.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { formStyles, TextField } from '../../shared/ui/field.tsx';
import { Notice, ProblemNotice } from '../../shared/ui/notice.tsx';
import { useToday } from '../../shared/view/use-today.ts';

interface BaselineDialogProps {
  readonly onClose: () => void;
  /** @param recalculationId null: nothing stored is compared differently */
  readonly onChanged: (recalculationId: string | null) => void;
}

/** Another baseline, from now on or from a day that is past or to come. */
export function BaselineDialog({ onClose, onChanged }: BaselineDialogProps) {
  const organization = useOrganization();
  const update = useWrite<typeof updateOrganization>('PATCH /api/v1/organizations/{id}');
  const [provider, setProvider] = useState(organization.baseline.provider);
  const [model, setModel] = useState(organization.baseline.model ?? '');
  const [from, setFrom] = useState('');
  // The API takes a date as midnight of UTC.
  const today = useToday('UTC');
  const problem = update.error instanceof ApiProblem ? update.error : undefined;
  const errors = {
    provider: problem?.fieldError('baseline.provider'),
    model: problem?.fieldError('baseline.model'),
    from: problem?.fieldError('baseline.effective_date'),
  };
  const isNamed = Object.values(errors).some((error) => error !== undefined);
  const submit = () =>
    update.mutate(
      {
        path: { id: organization.id },
        body: {
          baseline: {
            provider: provider.trim(),
            ...(model.trim() === '' ? {} : { model: model.trim() }),
            ...(from === '' ? {} : { effective_date: from }),
          },
        },
      },
      {
        onSuccess: ({ recalculation_id: id }) => {
          onClose();
          onChanged(id);
        },
      },
    );
  return (
    <Dialog title="Change the baseline" onClose={onClose}>
      <form
        className={formStyles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={formStyles.row}>
          <ProviderModelFields
            provider={provider}
            model={model}
            onProvider={setProvider}
            onModel={setModel}
            errors={errors}
          />
        </div>
        <TextField
          label="From (optional)"
          type="date"
          value={from}
          onChange={setFrom}
          hint="Midnight UTC of this day; now if empty. Earlier tasks stay compared with the old baseline."
          error={errors.from}
        />
        {from !== '' && from <= today && (
          <Notice kind="warning">
            All tasks since {day(from)} are compared again. Savings that were reported for this time change,
            and months that are over are listed as restated.
          </Notice>
        )}
        {update.error && !isNamed && <ProblemNotice error={update.error} />}
        <div className={formStyles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" disabled={update.isPending}>
            {update.isPending ? 'Changing…' : 'Change the baseline'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
