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
            ? 'A price has been added since. The task will be priced with it shortly.'
            : 'Prices have changed since this was recorded. The sum uses the current ones; a recalculation updates the recorded cost, and every total with it.'}
        </Notice>
      )}
    </>
  );
}
