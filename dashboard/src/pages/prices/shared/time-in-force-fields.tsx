import { TextField } from '../../../shared/ui/field.tsx';
import type { ErrorOf } from '../../../shared/ui/form-dialog.tsx';
import { bookInstant, type TimeInForce } from './price.ts';
import type { Days } from './time-in-force.ts';

interface TimeInForceFieldsProps {
  /** From when until when it is now. */
  readonly now: TimeInForce;
  readonly days: Days;
  readonly onChange: (changes: Partial<Days>) => void;
  readonly errorOf: ErrorOf;
}

/** From when until when something of the price book should have been in force. */
export function timeInForceFields({ now, days, onChange, errorOf }: TimeInForceFieldsProps) {
  const { effective_date: from, end_date: until } = now;
  return (
    <>
      <TextField
        label="In force from"
        type="date"
        required={from !== null}
        value={days.from}
        onChange={(day) => onChange({ from: day })}
        hint={from === null ? 'Now: from the beginning' : `Now: ${bookInstant(from)}. Midnight UTC`}
        error={errorOf('effective_date')}
      />
      <TextField
        label="Until (exclusive)"
        type="date"
        value={days.until}
        onChange={(day) => onChange({ until: day })}
        hint={until === null ? 'Now: no end. Empty: no end' : `Now: ${bookInstant(until)}. Empty: no end`}
        error={errorOf('end_date')}
      />
    </>
  );
}
