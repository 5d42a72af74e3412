import type { getCoverage } from '../../../../lambdas/analytics/coverage/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { compactCount, count, dayAndTime } from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import type { Column } from '../../shared/ui/data-table.tsx';
import { explainUnpriced } from '../../shared/unpriced/reasons.ts';
import { RemedyLink } from '../../shared/unpriced/remedy.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import styles from './unpriced.module.css';

type Group = ResultOf<typeof getCoverage>['groups'][number];

export const groupKey = ({ provider, model, reason, baseline }: Group): string =>
  JSON.stringify([provider, model, reason, baseline]);

const explain = (group: Group) => explainUnpriced(group.reason, group, group.baseline);

/** @param timeZone of the organization */
export const columnsIn = (timeZone: string): readonly Column<Group>[] => [
  {
    name: 'provider',
    heading: 'Provider and model',
    rowHeading: true,
    cell: (group) => (
      <>
        {readable(group.provider)}
        <span className={styles['second']}>{group.model ?? 'no model'}</span>
      </>
    ),
  },
  {
    name: 'executions',
    heading: 'Tasks',
    numeric: true,
    cell: (group) => (
      <ViewLink
        to="/executions"
        changes={{ provider: group.provider, model: group.model ?? undefined, unpriced: 'true' }}
      >
        {count(group.executions)}
        <span className="visually-hidden"> unpriced tasks of {readable(group.provider)}</span>
      </ViewLink>
    ),
  },
  {
    name: 'tokens',
    heading: 'Tokens',
    numeric: true,
    cell: (group) => compactCount(group.tokens_used),
  },
  {
    name: 'why',
    heading: 'Reason',
    cell: (group) => {
      const { title, why } = explain(group);
      return (
        <div className={styles['why']}>
          <strong>{title}</strong>
          <span className={styles['second']}>{why}</span>
        </div>
      );
    },
  },
  {
    name: 'remedy',
    heading: 'What to do',
    cell: (group) => {
      const { remedy, action } = explain(group);
      return (
        <div className={styles['remedy']}>
          {remedy}
          {action && <RemedyLink action={action} />}
        </div>
      );
    },
  },
  {
    name: 'last',
    heading: 'First and last',
    cell: (group) => {
      const first = dayAndTime(group.first_start_time, timeZone).day;
      const last = dayAndTime(group.last_start_time, timeZone).day;
      return (
        <span className={styles['days']}>
          {first}
          {last !== first && <span className={styles['day']}>{last}</span>}
        </span>
      );
    },
  },
];
