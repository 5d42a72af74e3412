import { useState } from 'react';
import type { createPriceFactor } from '../../../../../lambdas/pricing/factors/contract.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { EffectiveDayField } from '../../../shared/pricing/effective-day-field.tsx';
import { ProviderModelFields } from '../../../shared/pricing/provider-model-fields.tsx';
import { formStyles, SelectField, TextField } from '../../../shared/ui/field.tsx';
import { FormDialog } from '../../../shared/ui/form-dialog.tsx';
import { dimensions } from './factor.ts';
import { useFactorFollowed } from './use-factor-followed.ts';

const options = (['service_tier', 'speed', 'inference_geo'] as const).map((value) => ({
  value,
  label: dimensions[value],
}));

/** A factor of a contract for admins of an organization; of list prices for operators, who are no members. */
export function FactorDialog({ onClose }: { readonly onClose: () => void }) {
  const organization = useOrganization();
  const create = useWrite<typeof createPriceFactor>('POST /api/v1/pricing/factors');
  const follow = useFactorFollowed();
  const [provider, setProvider] = useState('');
  const [model, setModel] = useState('');
  const [dimension, setDimension] = useState<(typeof options)[number]['value']>('service_tier');
  const [value, setValue] = useState('batch');
  const [factor, setFactor] = useState('0.5');
  const [from, setFrom] = useState('');
  const isContract = organization.role !== null;
  const submit = () =>
    create.mutate(
      {
        body: {
          ...(isContract ? { organization_id: organization.id } : {}),
          source: isContract ? 'contract' : 'manual_entry',
          provider: provider.trim(),
          ...(model.trim() === '' ? {} : { model: model.trim() }),
          dimension,
          value: value.trim(),
          factor: factor.trim(),
          effective_date: from,
        },
      },
      {
        onSuccess: (added) => {
          onClose();
          follow(added);
        },
      },
    );
  return (
    <FormDialog
      title={isContract ? "Add a contract's factor" : 'Add a factor'}
      action="Add the factor"
      doing="Adding…"
      isPending={create.isPending}
      error={create.error}
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
              errors={{ provider: errorOf('provider'), model: errorOf('model') }}
            />
          </div>
          <div className={formStyles.row}>
            <SelectField
              label="For"
              value={dimension}
              options={options}
              onChange={setDimension}
              error={errorOf('dimension')}
            />
            <TextField label="Which" required value={value} onChange={setValue} error={errorOf('value')} />
            <TextField
              label="Factor"
              required
              inputMode="decimal"
              value={factor}
              onChange={setFactor}
              hint="0.5 for half the price."
              error={errorOf('factor')}
            />
          </div>
          <EffectiveDayField
            label="From"
            required
            value={from}
            onChange={setFrom}
            hint="."
            error={errorOf('effective_date')}
            again="priced"
          />
        </>
      )}
    </FormDialog>
  );
}
