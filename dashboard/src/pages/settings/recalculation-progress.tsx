import { useOrganization } from '../../shared/organization/organization-context.ts';
import { RecalculationDetails } from '../../shared/recalculation/recalculation-details.tsx';
import { isUnderWay, useRecalculation } from '../../shared/recalculation/recalculation.ts';
import { Button } from '../../shared/ui/button.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { useView } from '../../shared/view/view.ts';
import styles from './settings.module.css';

/** Follows the recalculation that a changed baseline has started. */
export function RecalculationProgress({ id }: { readonly id: string }) {
  const organization = useOrganization();
  const { change } = useView();
  const { recalculation, error, refetch } = useRecalculation(id, organization.id);
  if (!recalculation) {
    return error ? <ProblemNotice error={error} retry={refetch} /> : <Skeleton height="6rem" />;
  }
  return (
    <section className={styles['progress']} aria-label="Recalculation">
      <h3>What the new baseline changes</h3>
      {isUnderWay(recalculation) && (
        <p className={styles['aside']}>
          The baseline is saved. The recalculation starts within a minute and continues if you leave this
          page; it is also under Price book, Recalculations.
        </p>
      )}
      <RecalculationDetails recalculation={recalculation} />
      {!isUnderWay(recalculation) && (
        <div>
          <Button small onClick={() => change({ recalculation: undefined }, { replace: true })}>
            Dismiss
          </Button>
        </div>
      )}
    </section>
  );
}
