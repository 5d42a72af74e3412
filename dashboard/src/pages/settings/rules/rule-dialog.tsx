import { useState } from 'react';
import type { createBaseline } from '../../../../../lambdas/organizations/baselines/contract.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { EffectiveDayField } from '../../../shared/pricing/effective-day-field.tsx';
import { SelectField } from '../../../shared/ui/field.tsx';
import { FormDialog } from '../../../shared/ui/form-dialog.tsx';
import { useFollow } from '../followed.tsx';
import { EMPTY_RULE, ruleOf } from './rule-draft.ts';
import { ruleFields } from './rule-fields.tsx';
import { ruleNames } from '../../../shared/pricing/rule-names.ts';

const choices = (['label', 'task_type', 'requested_model', 'message'] as const).map((value) => ({
  value,
  label: ruleNames[value],
}));

/** A rule from now on, or from a day that is past or to come. */
export function RuleDialog({ onClose }: { readonly onClose: () => void }) {
  const { id } = useOrganization();
  const follow = useFollow('rule');
  const create = useWrite<typeof createBaseline>('POST /api/v1/organizations/{id}/baselines');
  const [draft, setDraft] = useState(EMPTY_RULE);
  const onChange = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const submit = () =>
    create.mutate(
      { path: { id }, body: ruleOf(draft) },
      {
        onSuccess: ({ recalculation_id: recalculation }) => {
          onClose();
          follow(recalculation);
        },
      },
    );
  return (
    <FormDialog
      title="Add a rule"
      action="Add the rule"
      doing="Adding…"
      isPending={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <SelectField
            label="For"
            value={draft.rule}
            options={choices}
            onChange={(rule) => onChange({ rule })}
            error={errorOf('rule')}
          />
          {ruleFields({ draft, onChange, errorOf })}
          <EffectiveDayField
            label="From (optional)"
            value={draft.from}
            onChange={(from) => onChange({ from })}
            hint="; now if empty."
            error={errorOf('effective_date')}
            again="compared"
          />
        </>
      )}
    </FormDialog>
  );
}
