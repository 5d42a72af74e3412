import { columnMoney, instant, signedColumnMoney } from '../../shared/format/formats.ts';
import { readable, readableWords } from '../../../../shared/shown/names.ts';
import type { Organization } from '../../shared/organization/organization-context.ts';
import { Chip } from '../../shared/ui/chip.tsx';
import type { Column } from '../../shared/ui/data-table.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import type { Change } from './done.tsx';
import { labelOf, type Anomaly } from './filters.ts';
import styles from './review.module.css';
import { RowActions } from './row-actions.tsx';
import { unusual } from './unusual.ts';

interface ColumnOptions {
  readonly organization: Organization;
  /** Not given to those who may only look. */
  readonly onReview?: (anomaly: Anomaly) => void;
  readonly onReopened?: (change: Change) => void;
}

const looks = {
  cost_over_10x_baseline: 'bad',
  negative_savings: 'warning',
  over_review_threshold: 'info',
} as const;

export function columnsOf({ organization, onReview, onReopened }: ColumnOptions): readonly Column<Anomaly>[] {
  const { time_zone: timeZone, review_threshold: threshold } = organization;
  const columns: readonly Column<Anomaly>[] = [
    {
      name: 'task',
      heading: 'Task',
      rowHeading: true,
      cell: ({ execution }) => (
        <>
          <ViewLink to={`/executions/${execution.id}`}>{readableWords(execution.task_type)}</ViewLink>
          <span className={styles['second']}>{instant(execution.start_time, timeZone)}</span>
        </>
      ),
    },
    {
      name: 'provider',
      heading: 'Provider',
      cell: ({ execution: { provider, model } }) => (
        <span className={styles['provider']}>
          {readable(provider)}
          {model !== null && <span className={styles['second']}>{model}</span>}
        </span>
      ),
    },
    {
      name: 'unusual',
      heading: 'Reason',
      cell: (anomaly) => (
        <div className={styles['unusual']}>
          <Chip kind={looks[anomaly.kind]}>{labelOf(anomaly.kind)}</Chip>
          <span>{unusual(anomaly, threshold)}.</span>
          {anomaly.status === 'reviewed' && <Reviewed anomaly={anomaly} timeZone={timeZone} />}
        </div>
      ),
    },
    {
      name: 'cost',
      heading: 'Cost',
      numeric: true,
      cell: ({ execution }) => columnMoney(execution.actual_cost),
    },
    {
      name: 'baseline',
      heading: 'Baseline cost',
      numeric: true,
      cell: ({ execution }) => columnMoney(execution.baseline_cost),
    },
    {
      name: 'savings',
      heading: 'Savings',
      help: 'savings',
      numeric: true,
      cell: ({ execution: { savings } }) => (
        <span className={savings !== null && savings < 0 ? styles['loss'] : undefined}>
          {signedColumnMoney(savings)}
        </span>
      ),
    },
  ];
  if (!onReview || !onReopened) return columns;
  return [
    ...columns,
    {
      name: 'actions',
      heading: <span className="visually-hidden">Review</span>,
      cell: (anomaly) => <RowActions anomaly={anomaly} onReview={onReview} onReopened={onReopened} />,
    },
  ];
}

function Reviewed({ anomaly, timeZone }: { readonly anomaly: Anomaly; readonly timeZone: string }) {
  return (
    <span className={styles['second']}>
      Reviewed by {anomaly.reviewed_by}, {instant(anomaly.reviewed_at, timeZone)}
      {anomaly.note !== null && <q className={styles['note']}>{anomaly.note}</q>}
    </span>
  );
}
