import { count } from '../format/formats.ts';
import { Notice } from '../ui/notice.tsx';
import { BeforeAfter } from './before-after.tsx';
import { RecalculationStatus } from './recalculation-status.tsx';
import { isUnderWay, type Recalculation, type ShownRecalculation } from './recalculation.ts';
import styles from './recalculation.module.css';
import { RestatedMonths } from './restated-months.tsx';

interface RecalculationDetailsProps {
  readonly recalculation: Recalculation;
  /** Whose figures they are, where it is not those of this organization alone. */
  readonly of?: string | undefined;
}

/** What a recalculation did, or a dry run would do. */
export function RecalculationDetails({ recalculation, of }: RecalculationDetailsProps) {
  return (
    <div className={styles['details']}>
      <div role="status">
        <RecalculationStatus recalculation={recalculation} />
        {recalculation.figures_withheld === null && <Facts recalculation={recalculation} of={of} />}
      </div>
      {recalculation.figures_withheld === null ? (
        <Figures recalculation={recalculation} />
      ) : (
        <p>
          What it changes is shown to the members of{' '}
          {recalculation.figures_withheld === 'no_member'
            ? 'the organization'
            : 'the one organization that it concerns'}
          .
        </p>
      )}
    </div>
  );
}

interface FiguresProps {
  readonly recalculation: ShownRecalculation;
  readonly of?: string | undefined;
}

function Facts({ recalculation, of }: FiguresProps) {
  const { executions_changed: changed, executions_examined: examined, dry_run: isDry } = recalculation;
  return (
    <p className={styles['facts']}>
      {count(examined)} executions examined, {count(changed)} {isDry ? 'would change' : 'changed'}
      {of !== undefined && ` (${of})`}
      {isUnderWay(recalculation) && ' so far'}.
    </p>
  );
}

function Figures({ recalculation }: FiguresProps) {
  const { executions_changed: changed, restated, dry_run: isDry } = recalculation;
  const closed = restated.filter((each) => each.closed).length;
  return (
    <>
      {closed > 0 && (
        <Notice kind="warning">
          {isDry ? 'This would move' : 'This moved'} figures of{' '}
          {closed === 1 ? 'a month' : `${closed} months`} that {closed === 1 ? 'is' : 'are'} closed and may
          have been reported.
        </Notice>
      )}
      {changed > 0 && (
        <>
          <BeforeAfter caption="Cost and savings before and after" figures={recalculation} />
          <RestatedMonths months={restated} />
        </>
      )}
      {changed === 0 && recalculation.status === 'completed' && (
        <p>No cost and no saving {isDry ? 'would move' : 'moved'}.</p>
      )}
    </>
  );
}
