// Generated from performance.sql by npm run statements.
import { nullable, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface TaskTypePerformanceRow {
  readonly task_type: string;
  readonly executions: number;
  readonly successful: number;
  readonly avg_duration_ms: string;
  readonly p50_duration_ms: number;
  readonly p95_duration_ms: number;
  readonly p99_duration_ms: number;
  readonly optimal_provider: string | null;
}

export const taskTypePerformance = statement<TaskTypePerformanceRow>()({
  name: 'lambdas/analytics/task-performance/performance.sql task_type_performance',
  parameters: {
    organizationId: text,
    start: text,
    end: text,
    taskType: nullable(text),
    provider: nullable(text),
  },
  notNull: [
    'task_type',
    'executions',
    'successful',
    'avg_duration_ms',
    'p50_duration_ms',
    'p95_duration_ms',
    'p99_duration_ms',
  ],
  text: `with rollups as materialized (
  select
    task_type, provider, executions, successful, costed_successful,
    actual_cost + failed_cost + uncompared_cost as paid, duration_ms
  from current_measures
  where organization_id = $1
    and day between $2::date and $3::date
    and ($4::text is null or task_type = $4)
),
unnested as (
  select task_type, unnest(duration_bins) as bin, unnest(duration_counts) as count
  from current_durations
  where organization_id = $1
    and day between $2::date and $3::date
    and ($4::text is null or task_type = $4)
    and ($5::text is null or provider = $5)
),
binned as materialized (
  select task_type, bin, sum(count)::bigint as count
  from unnested
  group by task_type, bin
),
ranked as (
  select
    task_type, bin,
    sum(count) over (partition by task_type order by bin rows unbounded preceding) as reached,
    sum(count) over (partition by task_type) as total
  from binned
),
percentiles as (
  select
    task_type,
    duration_of_bin(min(bin) filter (where reached >= 0.50 * total)) as p50_duration_ms,
    duration_of_bin(min(bin) filter (where reached >= 0.95 * total)) as p95_duration_ms,
    duration_of_bin(min(bin) filter (where reached >= 0.99 * total)) as p99_duration_ms
  from ranked
  group by task_type
),
by_provider as materialized (
  select
    task_type,
    provider,
    sum(executions) as executions,
    sum(successful) as successful,
    sum(costed_successful) as costed_successful,
    sum(paid) as paid,
    sum(duration_ms) as duration_ms
  from rollups
  group by task_type, provider
  having sum(executions) > 0
),
contenders as (
  select
    task_type,
    provider,
    successful / executions as success_rate,
    max(successful / executions) over (partition by task_type) as best_success_rate,
    paid / nullif(costed_successful, 0) as cost_per_success
  from by_provider
  where executions >= 30
),
optimal as (
  select distinct on (task_type) task_type, provider
  from contenders
  where cost_per_success is not null and success_rate >= best_success_rate - 0.02
  order by task_type, cost_per_success, provider
),
totals as (
  select task_type, sum(executions) as executions, sum(successful) as successful, sum(duration_ms) as duration_ms
  from by_provider
  where $5::text is null or provider = $5
  group by task_type
)
select
  t.task_type as "task_type",
  t.executions::bigint as "executions",
  t.successful::bigint as "successful",
  t.duration_ms / t.executions as "avg_duration_ms",
  p.p50_duration_ms as "p50_duration_ms",
  p.p95_duration_ms as "p95_duration_ms",
  p.p99_duration_ms as "p99_duration_ms",
  o.provider as optimal_provider
from totals t
left join percentiles p using (task_type)
left join optimal o using (task_type)
order by t.executions desc, t.task_type`,
});
