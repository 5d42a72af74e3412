import { useId, type ReactNode } from 'react';
import styles from './card.module.css';
import { classNames } from './class-names.ts';
import { Help, type Term } from './help.tsx';

interface CardProps {
  readonly title: string;
  /** What the title means: a term of the glossary. */
  readonly help?: Term;
  /** What can be done with it, at the end of its head. */
  readonly actions?: ReactNode;
  /** A line below the title. */
  readonly note?: ReactNode;
  /** What it shows is being replaced. */
  readonly busy?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Card({ title, help, actions, note, busy = false, className, children }: CardProps) {
  const id = useId();
  return (
    <section className={classNames(styles['card'], className)} aria-labelledby={id} aria-busy={busy}>
      <div className={styles['head']}>
        <div className={styles['title']}>
          <h2 id={id}>{title}</h2>
          {help && <Help term={help} />}
        </div>
        {actions}
      </div>
      {note !== undefined && <p className={styles['note']}>{note}</p>}
      <div className={classNames(busy && styles['busy'])}>{children}</div>
    </section>
  );
}
