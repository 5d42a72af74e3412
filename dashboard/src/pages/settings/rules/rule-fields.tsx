import { BaselineWithoutModel } from '../../../shared/pricing/baseline-without-model.tsx';
import { ProviderField } from '../../../shared/pricing/provider-field.tsx';
import { ProviderModelFields } from '../../../shared/pricing/provider-model-fields.tsx';
import { RuleSubjectFields } from '../../../shared/pricing/rule-subject-fields.tsx';
import { formStyles } from '../../../shared/ui/field.tsx';
import type { ErrorOf } from '../../../shared/ui/form-dialog.tsx';
import { Notice } from '../../../shared/ui/notice.tsx';
import { isPriced, type RuleDraft } from './rule-draft.ts';

interface RuleFieldsProps {
  readonly draft: RuleDraft;
  readonly onChange: (changes: Partial<RuleDraft>) => void;
  readonly errorOf: ErrorOf;
}

/** What a kind of rule is for, and what it compares with. */
export function ruleFields({ draft, onChange, errorOf }: RuleFieldsProps) {
  const { rule, provider, model } = draft;
  return (
    <>
      {isPriced(draft) && (
        <div className={rule === 'label' ? formStyles.row : undefined}>
          <RuleSubjectFields
            subject={draft}
            onChange={onChange}
            errors={{
              key: errorOf('label.key'),
              value: errorOf('label.value'),
              taskType: errorOf('task_type'),
            }}
          />
        </div>
      )}
      {isPriced(draft) && (
        <div className={formStyles.row}>
          <ProviderModelFields
            provider={provider}
            model={model}
            onProvider={(name) => onChange({ provider: name })}
            onModel={(name) => onChange({ model: name })}
            errors={{ provider: errorOf('provider'), model: errorOf('model') }}
          />
        </div>
      )}
      {isPriced(draft) && provider.trim() !== '' && model.trim() === '' && <BaselineWithoutModel />}
      {rule === 'requested_model' && (
        <ProviderField
          optional="Whose prices apply where the requested model does not name its provider. If empty: those of the organization's baseline."
          value={provider}
          onChange={(name) => onChange({ provider: name })}
          error={errorOf('provider')}
        />
      )}
      {rule === 'message' && (
        <Notice kind="warning">
          Whoever sends messages decides what savings are measured against, as long as this rule is in force.
        </Notice>
      )}
    </>
  );
}
