// Generated from durations.sql by npm run statements.
import { number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface DurationsRow {
  readonly task_type: string | null;
  readonly included: boolean | null;
  readonly all_tasks: number;
  readonly tasks: number;
  readonly baseline_tasks: number;
  readonly all_avg_duration_ms: string | null;
  readonly all_baseline_avg_duration_ms: string | null;
  readonly avg_duration_ms: string | null;
  readonly baseline_avg_duration_ms: string | null;
  readonly change_percentage: string | null;
  readonly hours_saved: string | null;
}

export const durations = statement<DurationsRow>()({
  name: 'lambdas/reports/executive-summary/durations.sql durations',
  parameters: { timeZone: text, organizationId: text, start: text, end: text, fewestTasks: number },
  notNull: ['all_tasks', 'tasks', 'baseline_tasks'],
  text: `with by_type as (
  select
    r.task_type,
    sum(r.executions) as tasks,
    sum(r.duration_ms) as duration_ms,
    coalesce(sum(r.executions) filter (where b.provider is not null), 0) as baseline_tasks,
    sum(r.duration_ms) filter (where b.provider is not null) as baseline_duration_ms
  from current_measures r
  left join organization_baselines b
    on b.organization_id = r.organization_id and b.rule = 'organization'
    and b.provider = r.provider
    and day_of(b.effective_date, $1) <= r.day
    and (b.end_date is null or day_of(b.end_date, $1) > r.day)
  where r.organization_id = $2 and r.day between $3::date and $4::date
  group by r.task_type
  having sum(r.executions) > 0
),
expected as (
  select
    *,
    baseline_tasks >= $5::int as included,
    tasks * baseline_duration_ms / nullif(baseline_tasks, 0) as expected_ms
  from by_type
)
select
  task_type,
  bool_or(included) as included,
  coalesce(sum(tasks), 0)::bigint as "all_tasks",
  coalesce(sum(tasks) filter (where included), 0)::bigint as "tasks",
  coalesce(sum(baseline_tasks), 0)::bigint as "baseline_tasks",
  sum(duration_ms) / sum(tasks) as all_avg_duration_ms,
  sum(baseline_duration_ms) / nullif(sum(baseline_tasks), 0) as all_baseline_avg_duration_ms,
  sum(duration_ms) filter (where included) / sum(tasks) filter (where included) as avg_duration_ms,
  sum(expected_ms) filter (where included) / sum(tasks) filter (where included) as baseline_avg_duration_ms,
  100 * sum(duration_ms - expected_ms) filter (where included) / nullif(sum(expected_ms) filter (where included), 0)
    as change_percentage,
  sum(expected_ms - duration_ms) filter (where included) / 3600000 as hours_saved
from expected
group by grouping sets ((task_type), ())
order by sum(tasks) desc nulls last, task_type`,
});
