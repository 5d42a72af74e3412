import { useState } from 'react';
import type { createBaseline } from '../../../../../lambdas/organizations/baselines/contract.ts';
import { ApiProblem } from '../../../shared/api/problem.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { ProviderModelFields } from '../../../shared/pricing/provider-model-fields.tsx';
import { Button } from '../../../shared/ui/button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { formStyles, SelectField, TextField } from '../../../shared/ui/field.tsx';
import { Notice, ProblemNotice } from '../../../shared/ui/notice.tsx';
import { ruleNames, type Rule } from './rule-names.ts';

const choices = (['label', 'task_type', 'requested_model', 'message'] as const).map((value) => ({
  value,
  label: ruleNames[value],
}));

/** A rule from now on, or from a day that is past or to come. */
export function RuleDialog({ onClose }: { readonly onClose: () => void }) {
  const { id } = useOrganization();
  const create = useWrite<typeof createBaseline>('POST /api/v1/organizations/{id}/baselines');
  const [rule, setRule] = useState<Exclude<Rule, 'organization'>>('label');
  const [key, setKey] = useState('team');
  const [value, setValue] = useState('');
  const [taskType, setTaskType] = useState('');
  const [provider, setProvider] = useState('');
  const [model, setModel] = useState('');
  const [from, setFrom] = useState('');
  const problem = create.error instanceof ApiProblem ? create.error : undefined;
  const errorOf = (field: string) => problem?.fieldError(field);
  const named = ['rule', 'label.key', 'label.value', 'task_type', 'provider', 'model', 'effective_date'];
  const isNamed = named.some((field) => errorOf(field) !== undefined);
  const isPriced = rule === 'label' || rule === 'task_type';
  const submit = () =>
    create.mutate(
      {
        path: { id },
        body: {
          rule,
          ...(rule === 'label' ? { label: { key: key.trim(), value: value.trim() } } : {}),
          ...(rule === 'task_type' ? { task_type: taskType.trim() } : {}),
          ...(isPriced ? { provider: provider.trim() } : {}),
          ...(isPriced && model.trim() !== '' ? { model: model.trim() } : {}),
          ...(from === '' ? {} : { effective_date: from }),
        },
      },
      { onSuccess: onClose },
    );
  return (
    <Dialog title="Add a rule" onClose={onClose}>
      <form
        className={formStyles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SelectField label="For" value={rule} options={choices} onChange={setRule} error={errorOf('rule')} />
        {rule === 'label' && (
          <div className={formStyles.row}>
            <TextField label="Label" required value={key} onChange={setKey} error={errorOf('label.key')} />
            <TextField
              label="Value"
              required
              value={value}
              onChange={setValue}
              error={errorOf('label.value')}
            />
          </div>
        )}
        {rule === 'task_type' && (
          <TextField
            label="Task type"
            required
            placeholder="code_generation"
            value={taskType}
            onChange={setTaskType}
            error={errorOf('task_type')}
          />
        )}
        {isPriced && (
          <div className={formStyles.row}>
            <ProviderModelFields
              provider={provider}
              model={model}
              onProvider={setProvider}
              onModel={setModel}
              errors={{ provider: errorOf('provider'), model: errorOf('model') }}
            />
          </div>
        )}
        {rule === 'message' && (
          <Notice kind="warning">
            Whoever sends messages decides what savings are measured against, as long as this rule is in
            force.
          </Notice>
        )}
        <TextField
          label="From (optional)"
          type="date"
          value={from}
          onChange={setFrom}
          hint="Midnight UTC of this day; now if empty. Tasks since then are compared again."
          error={errorOf('effective_date')}
        />
        {create.error && !isNamed && <ProblemNotice error={create.error} />}
        <div className={formStyles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" disabled={create.isPending}>
            {create.isPending ? 'Adding…' : 'Add the rule'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
