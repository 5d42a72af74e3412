import type { getCoverage } from '../../../../lambdas/analytics/coverage/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { count, coverage as coverageText } from '../../shared/format/formats.ts';
import { Empty } from '../../shared/ui/empty.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import styles from './unpriced.module.css';

type CoverageFigures = ResultOf<typeof getCoverage>['coverage'];

/** How many tasks the amounts are based on, and what that means where it is all or none. */
export function Coverage({ coverage }: { readonly coverage: CoverageFigures }) {
  const { executions, priced, unpriced, failed_without_usage: failed } = coverage;
  if (executions === 0) {
    return (
      <Empty title="No tasks ran in this period.">
        <ViewLink to="/unpriced" changes={{ range: 'all' }}>
          Show all time
        </ViewLink>
      </Empty>
    );
  }
  if (unpriced === 0) {
    return (
      <Empty
        title={executions === 1 ? 'The one task is priced.' : `All ${count(executions)} tasks are priced.`}
      >
        <p>There is nothing to do: savings are based on every task of this period.</p>
      </Empty>
    );
  }
  return (
    <div className={styles['coverage']}>
      <p>
        <span className={styles['figure']}>{coverageText(coverage)}</span> of tasks priced
      </p>
      <p className={styles['aside']}>
        {count(priced)} of {count(executions - failed)}.
        {failed > 0 && ` ${count(failed)} that failed without usage are not counted.`}{' '}
        <ViewLink to="/executions" changes={{ unpriced: 'true', provider: undefined }}>
          {count(unpriced)} unpriced
        </ViewLink>
      </p>
    </div>
  );
}
