import { Button } from '../../../shared/ui/button.tsx';
import { formStyles } from '../../../shared/ui/field.tsx';
import { Notice } from '../../../shared/ui/notice.tsx';
import { RecalculationDetails } from '../../../shared/recalculation/recalculation-details.tsx';
import type { Recalculation } from '../../../shared/recalculation/recalculation.ts';
import styles from './price.module.css';

interface TrialProps {
  readonly recalculation: Recalculation;
  /** The form says something else by now. */
  readonly isStale: boolean;
  readonly isOfAll: boolean;
  readonly isApplying: boolean;
  readonly isBusy: boolean;
  readonly onApply: () => void;
}

/** What a correction would change, and the button that does it: not before it is known, and only just that. */
export function Trial({ recalculation, isStale, isOfAll, isApplying, isBusy, onApply }: TrialProps) {
  const { status } = recalculation;
  return (
    <section className={styles['trial']} aria-label="Dry run">
      <h3>What it would change</h3>
      {isStale && (
        <Notice kind="warning">
          The correction was edited after this dry run. Show again what it would change before it is applied.
        </Notice>
      )}
      <RecalculationDetails
        recalculation={recalculation}
        of={isOfAll ? 'all organizations together' : undefined}
      />
      {!isStale && (status === 'queued' || status === 'running') && (
        <p className={styles['aside']}>
          A dry run over all organizations, or over very many executions, takes a few minutes. This page
          follows it.
        </p>
      )}
      <div className={formStyles.buttons}>
        <Button kind="primary" disabled={isStale || isBusy || status !== 'completed'} onClick={onApply}>
          {isApplying ? 'Applying…' : 'Apply this correction'}
        </Button>
      </div>
    </section>
  );
}
