import { Help } from '../../shared/ui/help.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { sameDecimal } from './decimals.ts';
import type { Calculation } from './explanation.ts';
import styles from './explanation.module.css';

/** The sum and what is recorded, in all their decimals; and why, should they differ. */
export function SideTotal({ calculation }: { readonly calculation: Calculation }) {
  const { cost, recorded_cost: recorded } = calculation;
  const isSame = sameDecimal(cost, recorded);
  return (
    <>
      <dl className={styles['total']}>
        <div>
          <dt>Sum</dt>
          <dd className={styles['decimal']}>{cost ?? 'not known'}</dd>
        </div>
        <div>
          <dt>
            Recorded <Help term="recorded-cost" />
          </dt>
          <dd className={styles['decimal']}>{recorded ?? 'not known'}</dd>
        </div>
      </dl>
      {!isSame && (
        <Notice kind="warning">
          {recorded === null
            ? 'A price has come since. The task is about to be priced with it.'
            : 'Prices have changed since this was recorded. The sum is what they come to now; a recalculation brings the recorded cost to it, and every total with it.'}
        </Notice>
      )}
    </>
  );
}
