import type { ReactNode } from 'react';
import { classNames } from '../runtime/ui/class-names.ts';
import { Help, type Term } from '../runtime/ui/help.tsx';
import styles from './routing.module.css';

export interface Fact {
  readonly label: string;
  readonly help?: Term;
  readonly value: string;
  readonly isLoss?: boolean;
  /** What it says, in a sentence. */
  readonly words?: ReactNode;
}

/** Figures beside each other. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map(({ label, help, value, isLoss, words }) => (
        <div key={label}>
          <dt>
            {label} {help && <Help term={help} />}
          </dt>
          <dd className={classNames(styles['value'], isLoss && styles['loss'])}>{value}</dd>
          {words !== undefined && <dd className={styles['words']}>{words}</dd>}
        </div>
      ))}
    </dl>
  );
}
