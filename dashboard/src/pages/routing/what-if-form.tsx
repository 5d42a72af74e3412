import { useState } from 'react';
import { ProviderField } from '../../shared/pricing/provider-field.tsx';
import { ProviderModelFields } from '../../shared/pricing/provider-model-fields.tsx';
import { ruleNames } from '../../shared/pricing/rule-names.ts';
import { RuleSubjectFields } from '../../shared/pricing/rule-subject-fields.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { SelectField } from '../../shared/ui/field.tsx';
import { useView } from '../../shared/view/view.ts';
import styles from './routing.module.css';
import { parametersOf, type Question } from './what-if-question.ts';

interface WhatIfFormProps {
  readonly asked: Question;
  /** What the API says is wrong with a parameter. */
  readonly errorOf: (parameter: string) => string | undefined;
}

const choices: readonly { readonly value: Question['rule']; readonly label: string }[] = [
  { value: 'everything', label: 'All tasks' },
  { value: 'organization', label: 'Tasks that no rule is for' },
  { value: 'label', label: ruleNames.label },
  { value: 'task_type', label: ruleNames.task_type },
  { value: 'requested_model', label: ruleNames.requested_model },
];

/** Which provider and model to compare with, and which tasks. */
export function WhatIfForm({ asked, errorOf }: WhatIfFormProps) {
  const { change } = useView();
  const [question, setQuestion] = useState(asked);
  const onChange = (changes: Partial<Question>) => setQuestion({ ...question, ...changes });
  const { rule } = question;
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        change(parametersOf(question));
      }}
    >
      <SelectField
        label="For"
        value={rule}
        options={choices}
        onChange={(chosen) => onChange({ rule: chosen })}
        error={errorOf('rule')}
      />
      {rule !== 'everything' && (
        <RuleSubjectFields
          subject={{ ...question, rule }}
          onChange={onChange}
          errors={{
            key: errorOf('label_key'),
            value: errorOf('label_value'),
            taskType: errorOf('task_type'),
          }}
        />
      )}
      {rule === 'requested_model' ? (
        <ProviderField
          optional="Where the requested model does not name its provider. If empty: that of the organization's baseline."
          value={question.provider}
          onChange={(provider) => onChange({ provider })}
          error={errorOf('provider')}
        />
      ) : (
        <ProviderModelFields
          provider={question.provider}
          model={question.model}
          onProvider={(provider) => onChange({ provider })}
          onModel={(model) => onChange({ model })}
          errors={{ provider: errorOf('provider'), model: errorOf('model') }}
        />
      )}
      <Button type="submit">Compare</Button>
    </form>
  );
}
