import { units, type Unit } from '../../../shared/format/units.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { formStyles, SelectField, TextField } from '../../../shared/ui/field.tsx';
import type { NewPriceFieldsProps } from './new-price-draft.ts';

const unitOptions = Object.entries(units).map(([value, { name }]) => ({ value, label: name }));
const isUnit = (value: string): value is Unit => value in units;

/** Whom and what a new price is for, and what it charges. */
export function ScopeFields({ draft, onChange, errorOf }: NewPriceFieldsProps) {
  const { name } = useOrganization();
  return (
    <>
      <div className={formStyles.row}>
        <SelectField
          label="Scope"
          value={draft.scope}
          options={[
            { value: 'contract', label: `Contract of ${name}` },
            { value: 'list', label: 'List price, for all organizations' },
          ]}
          onChange={(scope) => onChange({ scope })}
          hint={draft.scope === 'list' ? 'Only operators add list prices' : 'Comes before list prices'}
          error={errorOf('organization_id')}
        />
        <SelectField
          label="Charged for"
          value={draft.unit}
          options={unitOptions}
          onChange={(unit) => isUnit(unit) && onChange({ unit })}
          error={errorOf('pricing_model')}
        />
      </div>
      <div className={formStyles.row}>
        <TextField
          label="Provider"
          required
          maxLength={50}
          autoComplete="off"
          value={draft.provider}
          onChange={(provider) => onChange({ provider })}
          hint="As in messages, such as github_copilot"
          error={errorOf('provider')}
        />
        <TextField
          label="Model"
          maxLength={100}
          autoComplete="off"
          value={draft.model}
          onChange={(model) => onChange({ model })}
          hint="Empty: any model of the provider"
          error={errorOf('model')}
        />
        <TextField
          label="Task type"
          maxLength={100}
          autoComplete="off"
          value={draft.taskType}
          onChange={(taskType) => onChange({ taskType })}
          hint="Empty: any, such as code_generation"
          error={errorOf('task_type')}
        />
      </div>
      <div className={formStyles.row}>
        <TextField
          label="Service tier"
          maxLength={50}
          autoComplete="off"
          value={draft.serviceTier}
          onChange={(serviceTier) => onChange({ serviceTier })}
          hint="Empty: standard. For example batch"
          error={errorOf('service_tier')}
        />
        <TextField
          label="Speed"
          maxLength={50}
          autoComplete="off"
          value={draft.speed}
          onChange={(speed) => onChange({ speed })}
          hint="Empty: the usual. For example fast"
          error={errorOf('speed')}
        />
        <TextField
          label="Place of inference"
          maxLength={50}
          autoComplete="off"
          value={draft.inferenceGeo}
          onChange={(inferenceGeo) => onChange({ inferenceGeo })}
          hint="Empty: anywhere. For example us"
          error={errorOf('inference_geo')}
        />
      </div>
    </>
  );
}
