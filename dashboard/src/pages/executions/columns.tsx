import type { listExecutions } from '../../../../lambdas/analytics/executions/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { flagWords } from '../../shared/format/flags.ts';
import { columnMoney, duration, signedColumnMoney } from '../../shared/format/formats.ts';
import { readable, readableWords } from '../../../../shared/shown/names.ts';
import { Chip } from '../../shared/ui/chip.tsx';
import type { Column } from '../../shared/ui/data-table.tsx';
import { DayAndTime, TwoLines } from '../../shared/ui/two-lines.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import styles from './executions.module.css';

type Execution = ResultOf<typeof listExecutions>['executions'][number];

/** What the list says of each execution. @param timeZone of the organization */
export const columnsIn = (timeZone: string): readonly Column<Execution>[] => [
  {
    name: 'start',
    heading: 'Started',
    cell: (each) => <DayAndTime at={each.start_time} timeZone={timeZone} />,
  },
  {
    name: 'task',
    heading: 'Task',
    rowHeading: true,
    cell: (each) => (
      <TwoLines
        first={
          <ViewLink to={`/executions/${each.id}`} className={styles['task']}>
            {each.task_id}
          </ViewLink>
        }
        second={readableWords(each.task_type)}
      />
    ),
  },
  {
    name: 'provider',
    heading: 'Provider and model',
    cell: (each) => <TwoLines first={readable(each.provider)} second={each.model ?? 'no model'} />,
  },
  { name: 'duration', heading: 'Duration', numeric: true, cell: (each) => duration(each.duration_ms) },
  { name: 'actual', heading: 'Actual cost', numeric: true, cell: (each) => columnMoney(each.actual_cost) },
  {
    name: 'baseline',
    heading: 'Baseline cost',
    numeric: true,
    cell: (each) => columnMoney(each.baseline_cost),
  },
  {
    name: 'savings',
    heading: 'Savings',
    help: 'savings',
    numeric: true,
    cell: (each) => (
      <span className={each.savings !== null && each.savings < 0 ? styles['loss'] : undefined}>
        {signedColumnMoney(each.savings)}
      </span>
    ),
  },
  { name: 'state', heading: 'Status', cell: (each) => <States execution={each} /> },
];

function States({ execution }: { readonly execution: Execution }) {
  return (
    <span className={styles['states']}>
      {!execution.success && <Chip kind="bad">Failed</Chip>}
      {execution.unpriced_reason !== null && <Chip kind="warning">Unpriced</Chip>}
      {execution.flags.map((kind) => (
        <Chip key={kind} kind="info">
          {flagWords[kind].label}
        </Chip>
      ))}
    </span>
  );
}
