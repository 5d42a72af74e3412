import type { taskPerformance } from '../../../../lambdas/analytics/task-performance/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { quotient } from '../../../../shared/shown/fractions.ts';
import { count, duration, share } from '../../shared/format/formats.ts';
import { readable, readableWords } from '../../../../shared/shown/names.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Card } from '../../shared/ui/card.tsx';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { useView } from '../../shared/view/view.ts';
import { ViewLink } from '../../shared/view/view-link.tsx';

type Task = ResultOf<typeof taskPerformance>['tasks'][number];

const columns: readonly Column<Task>[] = [
  {
    name: 'task_type',
    heading: 'Task type',
    rowHeading: true,
    cell: ({ task_type: type }) => (
      <ViewLink to="/executions" changes={{ task_type: type }}>
        {readableWords(type)}
      </ViewLink>
    ),
  },
  { name: 'tasks', heading: 'Tasks', numeric: true, cell: (task) => count(task.total_tasks) },
  {
    name: 'success',
    heading: 'Success',
    help: 'success-rate',
    numeric: true,
    cell: (task) => share(quotient(task.successful_tasks, task.total_tasks)),
  },
  { name: 'p50', heading: 'p50', numeric: true, cell: (task) => duration(task.p50_duration_ms) },
  {
    name: 'p95',
    heading: 'p95',
    help: 'percentile',
    numeric: true,
    cell: (task) => duration(task.p95_duration_ms),
  },
  { name: 'p99', heading: 'p99', numeric: true, cell: (task) => duration(task.p99_duration_ms) },
  {
    name: 'optimal',
    heading: 'Best value',
    help: 'optimal-provider',
    oneLine: true,
    cell: ({ optimal_provider: provider }) => (provider === null ? 'Not enough tasks' : readable(provider)),
  },
];

/** How reliably and how fast each task type was done, and who does it best for its cost. */
export function Performance() {
  const { id } = useOrganization();
  const { days } = usePeriod();
  const { provider } = useView().view;
  const { data, error, isPlaceholderData, refetch } = useRead<typeof taskPerformance>(
    'GET /api/v1/analytics/tasks/performance',
    { query: { organization_id: id, start_date: days?.start, end_date: days?.end, provider } },
    { enabled: days !== undefined },
  );
  return (
    <Card title="Task performance" busy={isPlaceholderData}>
      {error && <ProblemNotice error={error} retry={refetch} />}
      {!data && !error && <Skeleton height="20rem" />}
      {data && (
        <DataTable
          caption="Task performance"
          columns={columns}
          rows={data.tasks}
          rowKey={({ task_type: type }) => type}
        />
      )}
    </Card>
  );
}
