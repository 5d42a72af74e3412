import type { ReactNode } from 'react';
import { dayAndTime } from '../format/formats.ts';
import styles from './two-lines.module.css';

interface TwoLinesProps {
  readonly first: ReactNode;
  readonly second: ReactNode;
}

/** What a cell says, and below it, quieter, what belongs to it; only long names are broken. */
export function TwoLines({ first, second }: TwoLinesProps) {
  return (
    <span className={styles['lines']}>
      {first}
      <span className={styles['second']}>{second}</span>
    </span>
  );
}

/** A day, and the time below it. */
export function DayAndTime({ at, timeZone }: { readonly at: string; readonly timeZone: string }) {
  const { day, time } = dayAndTime(at, timeZone);
  return <TwoLines first={day} second={time} />;
}
