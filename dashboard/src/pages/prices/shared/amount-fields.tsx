import { isDecimal } from '../../../../../shared/shown/decimals.ts';
import { exactMoney } from '../../../shared/format/formats.ts';
import { isTokenUnit, units, type Unit } from '../../../shared/format/units.ts';
import { SelectField, TextField } from '../../../shared/ui/field.tsx';
import { costPerUnitOf, quotedPer, type Amount } from './amount.ts';

interface AmountFieldsProps {
  readonly amount: Amount;
  readonly unit: Unit;
  readonly onChange: (amount: Amount) => void;
  readonly error: string | undefined;
}

/** A price in dollars, for one unit or for a million tokens; the exact price of one unit is shown beside it. */
export function AmountFields({ amount, unit, onChange, error }: AmountFieldsProps) {
  const { one } = units[unit];
  const exact = costPerUnitOf(amount, unit);
  return (
    <>
      <TextField
        label="Price in US dollars"
        inputMode="decimal"
        autoComplete="off"
        required
        value={amount.text}
        onChange={(text) => onChange({ ...amount, text })}
        hint={isDecimal(exact) ? `Exactly ${exactMoney(exact)} per ${one}` : 'For example 2.50'}
        error={error}
      />
      {isTokenUnit(unit) && (
        <SelectField
          label="For"
          value={amount.per}
          options={[
            { value: 'million', label: `a million ${one}s` },
            { value: 'unit', label: `one ${one}` },
          ]}
          onChange={(per) => onChange(quotedPer(amount, per))}
        />
      )}
    </>
  );
}
