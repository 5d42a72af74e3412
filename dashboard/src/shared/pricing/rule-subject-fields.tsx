import { TextField } from '../ui/field.tsx';
import type { Rule } from './rule-names.ts';

interface Subject {
  readonly rule: Rule;
  readonly key: string;
  readonly value: string;
  readonly taskType: string;
}

interface RuleSubjectFieldsProps {
  readonly subject: Subject;
  readonly onChange: (changes: Partial<Omit<Subject, 'rule'>>) => void;
  /** What the API says is wrong with them. */
  readonly errors: Readonly<Record<'key' | 'value' | 'taskType', string | undefined>>;
}

/** Which tasks a rule is for: those of a label's value, or of a task type; other rules need nothing more. */
export function RuleSubjectFields({ subject, onChange, errors }: RuleSubjectFieldsProps) {
  if (subject.rule === 'label') {
    return (
      <>
        <TextField
          label="Label"
          required
          value={subject.key}
          onChange={(key) => onChange({ key })}
          error={errors.key}
        />
        <TextField
          label="Value"
          required
          value={subject.value}
          onChange={(value) => onChange({ value })}
          error={errors.value}
        />
      </>
    );
  }
  if (subject.rule !== 'task_type') return null;
  return (
    <TextField
      label="Task type"
      required
      placeholder="code_generation"
      value={subject.taskType}
      onChange={(taskType) => onChange({ taskType })}
      error={errors.taskType}
    />
  );
}
