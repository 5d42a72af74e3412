import { count, money, month } from '../../../shared/format/formats.ts';
import { readable } from '../../../../../shared/shown/names.ts';
import { Chip } from '../../../shared/ui/chip.tsx';
import type { Column } from '../../../shared/ui/data-table.tsx';
import { DayAndTime } from '../../../shared/ui/two-lines.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { RecalculationStatus } from '../../../shared/recalculation/recalculation-status.tsx';
import { causes, type Recalculation } from '../../../shared/recalculation/recalculation.ts';
import styles from './recalculations.module.css';

const moved = (before: number | null, after: number | null, changed: number | null) =>
  before === null || after === null ? (
    'not shown'
  ) : changed === 0 ? (
    'unchanged'
  ) : (
    <>
      {money(before)}
      <br />→ {money(after)}
    </>
  );

/** Whose executions it prices again: names, or any. */
function subjectOf({ providers, models }: Recalculation): string {
  const names = providers === null ? 'any provider' : listed(providers.map(readable), 'providers');
  return models === null ? names : `${listed(models, 'models')} of ${names}`;
}

const listed = (names: readonly string[], kind: string): string =>
  names.length > 3 ? `${count(names.length)} ${kind}` : names.join(', ');

export const columnsIn = (timeZone: string): readonly Column<Recalculation>[] => [
  {
    name: 'recalculation',
    heading: 'Cause',
    rowHeading: true,
    cell: (each) => (
      <span className={styles['cause']}>
        <ViewLink to="/prices" changes={{ tab: 'recalculations', recalculation: each.id }}>
          {causes[each.cause]}
        </ViewLink>
        {each.dry_run && <Chip>Dry run</Chip>}
        <span className={styles['aside']}>
          {each.price_id === null ? (
            subjectOf(each)
          ) : (
            <ViewLink to={`/prices/${each.price_id}`}>{subjectOf(each)}</ViewLink>
          )}
        </span>
        {each.reason !== null && <span className={styles['aside']}>“{each.reason}”</span>}
      </span>
    ),
  },
  {
    name: 'when',
    heading: 'Requested',
    cell: ({ created_at: at, created_by: by }) => (
      <>
        <DayAndTime at={at} timeZone={timeZone} />
        <span className={styles['aside']}>{by}</span>
      </>
    ),
  },
  {
    name: 'status',
    heading: 'Status',
    cell: (each) => <RecalculationStatus recalculation={each} />,
  },
  {
    name: 'changed',
    heading: 'Changed',
    numeric: true,
    cell: ({ executions_changed: changed, executions_examined: examined }) => (
      <>
        {changed === null ? 'not shown' : count(changed)}
        {examined !== null && <span className={styles['aside']}>of {count(examined)}</span>}
      </>
    ),
  },
  {
    name: 'cost',
    heading: 'Actual cost',
    help: 'actual-cost',
    numeric: true,
    cell: (each) => moved(each.actual_cost_before, each.actual_cost_after, each.executions_changed),
  },
  {
    name: 'savings',
    heading: 'Savings',
    help: 'savings',
    numeric: true,
    cell: (each) => moved(each.savings_before, each.savings_after, each.executions_changed),
  },
  {
    name: 'restated',
    heading: 'Restated',
    help: 'restated',
    cell: ({ restated }) =>
      restated === null || restated.length === 0 ? (
        restated === null ? (
          'not shown'
        ) : (
          'none'
        )
      ) : (
        <ul className={styles['months']}>
          {restated.map(({ month: first, closed }) => (
            <li key={first}>
              {month(first)} {closed && <Chip kind="warning">Closed</Chip>}
            </li>
          ))}
        </ul>
      ),
  },
];
