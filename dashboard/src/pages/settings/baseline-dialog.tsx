import { useState } from 'react';
import type { updateOrganization } from '../../../../lambdas/organizations/contract.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { EffectiveDayField } from '../../shared/pricing/effective-day-field.tsx';
import { ProviderModelFields } from '../../shared/pricing/provider-model-fields.tsx';
import { formStyles } from '../../shared/ui/field.tsx';
import { FormDialog } from '../../shared/ui/form-dialog.tsx';
import { useFollow } from './followed.tsx';

/** Another baseline, from now on or from a day that is past or to come. */
export function BaselineDialog({ onClose }: { readonly onClose: () => void }) {
  const organization = useOrganization();
  const follow = useFollow('baseline');
  const update = useWrite<typeof updateOrganization>('PATCH /api/v1/organizations/{id}');
  const [provider, setProvider] = useState(organization.baseline.provider);
  const [model, setModel] = useState(organization.baseline.model ?? '');
  const [from, setFrom] = useState('');
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
          follow(id);
        },
      },
    );
  return (
    <FormDialog
      title="Change the baseline"
      action="Change the baseline"
      doing="Changing…"
      isPending={update.isPending}
      error={update.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <div className={formStyles.row}>
            <ProviderModelFields
              provider={provider}
              model={model}
              onProvider={setProvider}
              onModel={setModel}
              errors={{ provider: errorOf('baseline.provider'), model: errorOf('baseline.model') }}
            />
          </div>
          <EffectiveDayField
            label="From (optional)"
            value={from}
            onChange={setFrom}
            hint="; now if empty. Earlier tasks stay compared with the old baseline."
            error={errorOf('baseline.effective_date')}
            again="compared"
          />
        </>
      )}
    </FormDialog>
  );
}
