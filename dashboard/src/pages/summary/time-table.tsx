import { count, duration } from '../../shared/format/formats.ts';
import { readableWords } from '../../../../shared/shown/names.ts';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import styles from './summary.module.css';
import type { ExecutiveSummary } from './executive-summary.ts';

type TaskTime = ExecutiveSummary['time']['task_types'][number];

const columns: readonly Column<TaskTime>[] = [
  {
    name: 'type',
    heading: 'Task type',
    rowHeading: true,
    cell: (each) => readableWords(each.task_type),
  },
  { name: 'tasks', heading: 'Tasks', numeric: true, cell: (each) => count(each.tasks) },
  { name: 'time', heading: 'Average', numeric: true, cell: (each) => duration(each.avg_duration_ms) },
  {
    name: 'baseline_tasks',
    heading: 'Tasks on the baseline provider',
    numeric: true,
    cell: (each) => count(each.baseline_tasks),
  },
  {
    name: 'baseline_time',
    heading: 'Average on the baseline provider',
    numeric: true,
    cell: (each) => duration(each.baseline_avg_duration_ms),
  },
  {
    name: 'included',
    heading: 'Compared',
    cell: (each) => (each.included ? 'Yes' : 'No: fewer than 30 on the baseline provider'),
  },
];

/** The times by task type, which the average is based on. */
export function TimeTable({ summary }: { readonly summary: ExecutiveSummary }) {
  const { task_types: types } = summary.time;
  if (types.length === 0) return null;
  return (
    <details className={styles['times']}>
      <summary>Time by task type</summary>
      <DataTable
        caption="Time by task type"
        columns={columns}
        rows={types}
        rowKey={(each) => each.task_type}
      />
    </details>
  );
}
