import type { getRecalculation } from '../../../lambdas/pricing/recalculations/contract.ts';
import type { ResultOf } from '../runtime/api/operation.ts';
import { useRead } from '../runtime/api/use-read.ts';
import { count, money, share } from '../runtime/format/formats.ts';
import { useOrganization } from '../runtime/organization/organization-context.ts';
import { Button } from '../runtime/ui/button.tsx';
import { ProblemNotice } from '../runtime/ui/notice.tsx';
import { Skeleton } from '../runtime/ui/skeleton.tsx';
import { ViewLink } from '../runtime/view/view-link.tsx';
import { useView } from '../runtime/view/view.ts';
import styles from './settings.module.css';

type Recalculation = ResultOf<typeof getRecalculation>;

const states: Readonly<Record<Recalculation['status'], string>> = {
  queued: 'waits for its turn',
  running: 'is under way',
  completed: 'is done',
  failed: 'has failed',
};

const isUnderWay = ({ status }: Recalculation): boolean => status === 'queued' || status === 'running';

/** How far the comparison with another baseline is, and what it moves. */
export function RecalculationProgress({ id }: { readonly id: string }) {
  const organization = useOrganization();
  const { change } = useView();
  const { data, error, refetch } = useRead<typeof getRecalculation>(
    'GET /api/v1/recalculations/{id}',
    { path: { id }, query: { organization_id: organization.id } },
    { pollWhile: isUnderWay },
  );
  if (error && !data) return <ProblemNotice error={error} retry={refetch} />;
  if (!data) return <Skeleton height="6rem" />;
  return (
    <section className={styles['progress']} aria-label="Recalculation">
      <p role="status">
        The comparison with the changed baseline <strong>{states[data.status]}</strong>
        {isUnderWay(data) && `: ${share(data.progress)}`}.{data.failure !== null && ` ${data.failure}`}
      </p>
      <progress aria-label="Progress of the recalculation" value={data.progress} />
      <p className={styles['aside']}>
        {count(data.executions_examined)} tasks looked at, {count(data.executions_changed)} of them changed
        {data.executions_changed > 0 &&
          `: their savings went from ${money(data.savings_before)} to ${money(data.savings_after)}`}
        .
      </p>
      <div className={styles['actions']}>
        <ViewLink to="/prices" changes={{ tab: 'recalculations', recalculation: id }}>
          Details
        </ViewLink>
        {!isUnderWay(data) && (
          <Button small onClick={() => change({ recalculation: undefined }, { replace: true })}>
            Dismiss
          </Button>
        )}
      </div>
    </section>
  );
}
