import { Field, formStyles, TextField } from '../../../shared/ui/field.tsx';
import { AmountFields } from '../shared/amount-fields.tsx';
import { bookInstant, type Price } from '../shared/price.ts';
import type { CorrectionDraft } from './correction-draft.ts';

interface CorrectionFieldsProps {
  readonly price: Price;
  readonly draft: CorrectionDraft;
  readonly onChange: (draft: CorrectionDraft) => void;
  readonly errorOf: (field: string) => string | undefined;
}

/** What can be wrong with a price, and why it is. */
export function CorrectionFields({ price, draft, onChange, errorOf }: CorrectionFieldsProps) {
  const { effective_date: from, end_date: until } = price;
  return (
    <>
      <div className={formStyles.row}>
        <AmountFields
          amount={draft.amount}
          unit={price.pricing_model}
          onChange={(amount) => onChange({ ...draft, amount })}
          error={errorOf('cost_per_unit')}
        />
        <TextField
          label="In force from"
          type="date"
          required={from !== null}
          value={draft.from}
          onChange={(day) => onChange({ ...draft, from: day })}
          hint={from === null ? 'Now: from the beginning' : `Now: ${bookInstant(from)}. Midnight UTC`}
          error={errorOf('effective_date')}
        />
        <TextField
          label="Until (exclusive)"
          type="date"
          value={draft.until}
          onChange={(day) => onChange({ ...draft, until: day })}
          hint={until === null ? 'Now: no end. Empty: no end' : `Now: ${bookInstant(until)}. Empty: no end`}
          error={errorOf('end_date')}
        />
      </div>
      <Field
        label="Reason"
        hint="Stays on record with the correction, for anyone who has to explain it."
        error={errorOf('reason')}
      >
        {(control) => (
          <textarea
            {...control}
            rows={2}
            required
            maxLength={2000}
            value={draft.reason}
            onChange={(event) => onChange({ ...draft, reason: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
