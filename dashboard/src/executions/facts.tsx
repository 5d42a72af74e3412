import type { ReactNode } from 'react';
import { Help, type Term } from '../runtime/ui/help.tsx';
import styles from './facts.module.css';

export interface Fact {
  readonly label: string;
  readonly help?: Term;
  readonly value: ReactNode;
}

/** Short facts beside each other, each below its name. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map(({ label, help, value }) => (
        <div key={label}>
          <dt>
            {label} {help && <Help term={help} />}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
