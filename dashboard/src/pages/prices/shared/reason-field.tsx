import { Field } from '../../../shared/ui/field.tsx';

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly error: string | undefined;
}

/** Why something of the price book is corrected. */
export function ReasonField({ value, onChange, error }: ReasonFieldProps) {
  return (
    <Field
      label="Reason"
      hint="Stays on record with the correction, for anyone who has to explain it."
      error={error}
    >
      {(control) => (
        <textarea
          {...control}
          rows={2}
          required
          maxLength={2000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
