import { isTokenUnit } from '../../../shared/format/units.ts';
import { Field, formStyles, SelectField, TextField } from '../../../shared/ui/field.tsx';
import { AmountFields } from '../shared/amount-fields.tsx';
import { sourceNames } from '../shared/sources.ts';
import type { NewPriceFieldsProps } from './new-price-draft.ts';
import { ScopeFields } from './scope-fields.tsx';

/** All of a new price. */
export function NewPriceFields(props: NewPriceFieldsProps) {
  const { draft, onChange, errorOf } = props;
  return (
    <>
      <ScopeFields {...props} />
      <div className={formStyles.row}>
        <AmountFields
          amount={draft.amount}
          unit={draft.unit}
          onChange={(amount) => onChange({ amount })}
          error={errorOf('cost_per_unit')}
        />
        <TextField
          label="In force from"
          type="date"
          required
          value={draft.from}
          onChange={(from) => onChange({ from })}
          hint="Midnight UTC"
          error={errorOf('effective_date')}
        />
        <TextField
          label="Until (exclusive)"
          type="date"
          value={draft.until}
          onChange={(until) => onChange({ until })}
          hint="Empty: until it is replaced"
          error={errorOf('end_date')}
        />
      </div>
      <div className={formStyles.row}>
        <TextField
          label="Above input tokens"
          inputMode="numeric"
          value={draft.aboveInputTokens}
          onChange={(aboveInputTokens) => onChange({ aboveInputTokens })}
          hint={
            isTokenUnit(draft.unit)
              ? 'A context tier: only for longer inputs. 0: all'
              : '0: inputs of any length'
          }
          error={errorOf('above_input_tokens')}
        />
        <TextField
          label="Each day from"
          value={draft.dailyStart}
          onChange={(dailyStart) => onChange({ dailyStart })}
          hint="UTC, HH:MM:SS"
          error={errorOf('daily_start')}
        />
        <TextField
          label="Each day until (exclusive)"
          value={draft.dailyEnd}
          onChange={(dailyEnd) => onChange({ dailyEnd })}
          hint="24:00:00: to the end of the day"
          error={errorOf('daily_end')}
        />
        {draft.scope === 'list' ? (
          <SelectField
            label="Source"
            value={draft.listSource}
            options={[
              { value: 'manual_entry', label: sourceNames.manual_entry },
              { value: 'provider_api', label: sourceNames.provider_api },
            ]}
            onChange={(listSource) => onChange({ listSource })}
            error={errorOf('source')}
          />
        ) : (
          <TextField
            label="Source"
            value={sourceNames.contract}
            onChange={() => undefined}
            readOnly
            error={errorOf('source')}
          />
        )}
      </div>
      <Field
        label="Notes"
        hint="Where the price comes from: a contract, an invoice, a page."
        error={errorOf('notes')}
      >
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={2000}
            value={draft.notes}
            onChange={(event) => onChange({ notes: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
