import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { factKey, type FactName } from './fact-key.ts';
import styles from './facts.module.css';
import { Help, type Term } from './help.tsx';

export interface Fact extends FactName {
  readonly help?: Term | undefined;
  readonly value: ReactNode;
  readonly isLoss?: boolean;
  /** What it says, in a sentence. */
  readonly words?: ReactNode;
}

interface FactsProps {
  readonly facts: readonly Fact[];
  /** Texts rather than figures: smaller, and broken where they have to be. */
  readonly texts?: boolean;
}

/** Facts beside each other, as many in a row as there is room for. */
export function Facts({ facts, texts = false }: FactsProps) {
  const wide = texts || facts.some(({ words }) => words !== undefined);
  return (
    <dl className={classNames(styles['facts'], wide && styles['wide'])}>
      {facts.map(({ label, chosen, help, value, isLoss, words }) => (
        <div key={factKey({ label, chosen })}>
          <dt>
            {label} {help && <Help term={help} />}
          </dt>
          <dd className={classNames(styles[texts ? 'text' : 'figure'], isLoss && styles['loss'])}>{value}</dd>
          {words !== undefined && <dd className={styles['words']}>{words}</dd>}
        </div>
      ))}
    </dl>
  );
}
