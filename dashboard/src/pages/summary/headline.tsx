import { headlineOf } from '../../../../shared/shown/board/headline.ts';
import type { BoardFact } from '../../../../shared/shown/board/summary.ts';
import { shown } from '../../shared/format/formats.ts';
import { classNames } from '../../shared/ui/class-names.ts';
import { Help, type Term } from '../../shared/ui/help.tsx';
import styles from './summary.module.css';
import type { ExecutiveSummary } from './executive-summary.ts';

/** What was saved, what part of the baseline that is, and what a year of it would be. */
export function Headline({ summary }: { readonly summary: ExecutiveSummary }) {
  const { savings, percentage, projection } = headlineOf(summary, shown);
  return (
    <section
      className={classNames(styles['headline'], savings.isLoss && styles['lost'])}
      aria-label="Savings"
    >
      <Part fact={savings} help="savings" size="figure" figure="total_savings" />
      <Part fact={percentage} size="second" figure="savings_percentage" />
      <Part fact={projection} help="projection" size="second" figure="projection" />
    </section>
  );
}

interface PartProps {
  readonly fact: BoardFact;
  readonly help?: Term;
  readonly size: 'figure' | 'second';
  /** Identifies the figure on the page. */
  readonly figure: string;
}

function Part({ fact: { label, value, aside, isLoss }, help, size, figure }: PartProps) {
  return (
    <div>
      <p className={styles['label']}>
        {label} {help && <Help term={help} />}
      </p>
      <p className={classNames(styles[size], isLoss && styles['loss'])} data-figure={figure}>
        {value}
      </p>
      <p className={styles['aside']}>{aside}</p>
    </div>
  );
}
