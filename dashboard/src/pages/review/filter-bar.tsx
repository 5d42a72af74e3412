import type { listAnomalies } from '../../../../lambdas/anomalies/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { count } from '../../shared/format/formats.ts';
import { Choices } from '../../shared/ui/choices.tsx';
import { useView } from '../../shared/view/view.ts';
import { kinds, labelOf, statuses, useReviewFilters } from './filters.ts';
import { totalOf } from './open-elsewhere.tsx';
import styles from './review.module.css';

interface FilterBarProps {
  /** How many are open of each kind; undefined: not known yet. */
  readonly open: ResultOf<typeof listAnomalies>['open'] | undefined;
}

/** What the queue is narrowed to, with how many are open of each kind. */
export function FilterBar({ open }: FilterBarProps) {
  const { change } = useView();
  const { kind, status } = useReviewFilters();
  const withCount = (label: string, number: number | undefined) => (
    <>
      {label} {number !== undefined && <CountOpen number={number} />}
    </>
  );
  return (
    <div className={styles['filters']}>
      <Choices
        label="Kind"
        options={[
          { value: 'all', label: withCount('All kinds', open && totalOf(open)) },
          ...kinds.map((each) => ({ value: each, label: withCount(labelOf(each), open?.[each]) })),
        ]}
        chosen={kind ?? 'all'}
        onChoose={(chosen) => change({ kind: chosen === 'all' ? undefined : chosen })}
      />
      <Choices
        label="Status"
        options={statuses}
        chosen={status}
        onChoose={(chosen) => change({ status: chosen === 'open' ? undefined : chosen })}
      />
    </div>
  );
}

function CountOpen({ number }: { readonly number: number }) {
  return (
    <span className={styles['count']}>
      {count(number)}
      <span className="visually-hidden"> open</span>
    </span>
  );
}
