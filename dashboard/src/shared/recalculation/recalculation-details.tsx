import { count } from '../format/formats.ts';
import { Notice } from '../ui/notice.tsx';
import { BeforeAfter } from './before-after.tsx';
import { RecalculationStatus } from './recalculation-status.tsx';
import { isUnderWay, type Recalculation } from './recalculation.ts';
import styles from './recalculation.module.css';
import { RestatedMonths } from './restated-months.tsx';

interface RecalculationDetailsProps {
  readonly recalculation: Recalculation;
  /** Whose figures they are, where it is not those of this organization alone. */
  readonly of?: string | undefined;
}

/** What a recalculation did, or a dry run would do. */
export function RecalculationDetails({ recalculation, of }: RecalculationDetailsProps) {
  const {
    executions_changed: changed,
    executions_examined: examined,
    restated,
    dry_run: isDry,
  } = recalculation;
  const closed = restated.filter((each) => each.closed).length;
  return (
    <div className={styles['details']}>
      <div role="status">
        <RecalculationStatus recalculation={recalculation} />
        <p className={styles['facts']}>
          {count(examined)} executions examined, {count(changed)} {isDry ? 'would change' : 'changed'}
          {of !== undefined && ` (${of})`}
          {isUnderWay(recalculation) && ' so far'}.
        </p>
      </div>
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
    </div>
  );
}
