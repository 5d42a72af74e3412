import { factsOf } from '../../../../shared/shown/board/facts.ts';
import type { BoardFact } from '../../../../shared/shown/board/summary.ts';
import { shown } from '../../shared/format/formats.ts';
import { classNames } from '../../shared/ui/class-names.ts';
import { Help, type Term } from '../../shared/ui/help.tsx';
import styles from './summary.module.css';
import type { ExecutiveSummary } from './executive-summary.ts';

export function Facts({ summary }: { readonly summary: ExecutiveSummary }) {
  const { tasks, time, hours, routing, performer, efficient } = factsOf(summary, shown);
  return (
    <dl className={styles['facts']}>
      <Fact fact={tasks} />
      <Fact fact={time} help="same-mix" />
      <Fact fact={hours} help="same-mix" />
      <Fact fact={routing} help="optimal-routing" />
      <Fact fact={performer} />
      <Fact fact={efficient} />
    </dl>
  );
}

function Fact({ fact, help }: { readonly fact: BoardFact; readonly help?: Term }) {
  const { label, value, aside, isLoss } = fact;
  return (
    <div>
      <dt>
        {label} {help && <Help term={help} />}
      </dt>
      <dd>
        <span className={classNames(styles['value'], isLoss && styles['loss'])}>{value}</span>
        <span className={styles['aside']}>{aside}</span>
      </dd>
    </div>
  );
}
