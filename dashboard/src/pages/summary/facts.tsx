import { classNames } from '../../shared/ui/class-names.ts';
import { Help } from '../../shared/ui/help.tsx';
import { keyFacts } from './key-facts.ts';
import styles from './summary.module.css';
import type { ExecutiveSummary } from './executive-summary.ts';

export function Facts({ summary }: { readonly summary: ExecutiveSummary }) {
  return (
    <dl className={styles['facts']}>
      {keyFacts(summary).map(({ label, help, value, aside, isLoss }) => (
        <div key={label}>
          <dt>
            {label} {help && <Help term={help} />}
          </dt>
          <dd>
            <span className={classNames(styles['value'], isLoss && styles['loss'])}>{value}</span>
            <span className={styles['aside']}>{aside}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
