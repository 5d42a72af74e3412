import { day } from '../format/formats.ts';
import { TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToday } from '../view/use-today.ts';

interface EffectiveDayFieldProps {
  readonly label: string;
  readonly required?: boolean;
  readonly value: string;
  readonly onChange: (day: string) => void;
  /** What goes without saying otherwise, after what a day stands for. */
  readonly hint: string;
  readonly error: string | undefined;
  /** What is done again with the tasks that are stored, where the day is not to come. */
  readonly again: 'compared' | 'priced';
}

/** The day from which on something changes. The API takes it as midnight of UTC. */
export function EffectiveDayField({ value, hint, again, ...field }: EffectiveDayFieldProps) {
  const today = useToday('UTC');
  return (
    <>
      <TextField {...field} type="date" value={value} hint={`Midnight UTC of this day${hint}`} />
      {value !== '' && value <= today && (
        <Notice kind="warning">
          All tasks since {day(value)} are {again} again. Figures that were reported for this time change, and
          months that are over are listed as restated.
        </Notice>
      )}
    </>
  );
}
