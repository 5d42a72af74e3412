import { useState } from 'react';
import type { createPriceFactor } from '../../../../../lambdas/pricing/factors/contract.ts';
import { ApiProblem } from '../../../shared/api/problem.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { ProviderModelFields } from '../../../shared/pricing/provider-model-fields.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { formStyles, SelectField, TextField } from '../../../shared/ui/field.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';

const dimensions = [
  { value: 'service_tier', label: 'Service tier' },
  { value: 'speed', label: 'Speed' },
  { value: 'inference_geo', label: 'Place of inference' },
] as const;

/** A factor of a contract for admins of an organization; of list prices for operators, who are no members. */
export function FactorDialog({ onClose }: { readonly onClose: () => void }) {
  const organization = useOrganization();
  const create = useWrite<typeof createPriceFactor>('POST /api/v1/pricing/factors');
  const [provider, setProvider] = useState('');
  const [model, setModel] = useState('');
  const [dimension, setDimension] = useState<(typeof dimensions)[number]['value']>('service_tier');
  const [value, setValue] = useState('batch');
  const [factor, setFactor] = useState('0.5');
  const [from, setFrom] = useState('');
  const isContract = organization.role !== null;
  const problem = create.error instanceof ApiProblem ? create.error : undefined;
  const errorOf = (field: string) => problem?.fieldError(field);
  const named = ['provider', 'model', 'dimension', 'value', 'factor', 'effective_date'];
  const isNamed = named.some((field) => errorOf(field) !== undefined);
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
      { onSuccess: onClose },
    );
  return (
    <Dialog title={isContract ? "Add a contract's factor" : 'Add a factor'} onClose={onClose}>
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
            errors={{ provider: errorOf('provider'), model: errorOf('model') }}
          />
        </div>
        <div className={formStyles.row}>
          <SelectField
            label="For"
            value={dimension}
            options={dimensions}
            onChange={setDimension}
            error={errorOf('dimension')}
          />
          <TextField label="Which" required value={value} onChange={setValue} error={errorOf('value')} />
        </div>
        <div className={formStyles.row}>
          <TextField
            label="Factor"
            required
            inputMode="decimal"
            value={factor}
            onChange={setFactor}
            hint="0.5 for half the price."
            error={errorOf('factor')}
          />
          <TextField
            label="From"
            required
            type="date"
            value={from}
            onChange={setFrom}
            hint="Midnight UTC of this day. Tasks since then are priced again."
            error={errorOf('effective_date')}
          />
        </div>
        {create.error && !isNamed && <ProblemNotice error={create.error} />}
        <div className={formStyles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" disabled={create.isPending}>
            {create.isPending ? 'Adding…' : 'Add the factor'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
