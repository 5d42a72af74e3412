// Generated from usage.sql by npm run statements.
import { text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface UsageCountsRow {
  readonly executions: number;
  readonly routed: number;
  readonly cost_optimized: number;
  readonly active_users: number;
  readonly user_days: number;
  readonly top_task_types: unknown;
  readonly periods: unknown;
}

export const usageCounts = statement<UsageCountsRow>()({
  name: 'lambdas/analytics/usage-metrics/usage.sql usage_counts',
  parameters: { period: text, start: text, organizationId: text, end: text },
  notNull: [
    'executions',
    'routed',
    'cost_optimized',
    'active_users',
    'user_days',
    'top_task_types',
    'periods',
  ],
  text: `with rollups as materialized (
  select
    greatest(date_trunc($1, day::timestamp)::date, $2::date) as period_start,
    task_type,
    sum(executions) as executions,
    sum(routed) as routed,
    sum(cost_optimized) as cost_optimized
  from current_measures
  where organization_id = $3 and day between $2::date and $4::date
  group by 1, 2
),
users as materialized (
  select
    greatest(date_trunc($1, day::timestamp)::date, $2::date) as period_start, user_id,
    count(*) as user_days
  from daily_active_users
  where organization_id = $3 and day between $2::date and $4::date
  group by 1, 2
),
task_types as (
  select task_type, sum(executions) as executions
  from rollups
  group by task_type
  having sum(executions) > 0
  order by sum(executions) desc, task_type
  limit 10
),
periods as (
  select period_start, sum(executions) as executions, sum(active_users) as active_users
  from (
    select period_start, executions, 0 as active_users from rollups
    union all
    select period_start, 0, count(*) from users group by period_start
  ) as both_counts
  group by period_start
)
select
  coalesce((select sum(executions) from rollups), 0)::bigint as "executions",
  coalesce((select sum(routed) from rollups), 0)::bigint as "routed",
  coalesce((select sum(cost_optimized) from rollups), 0)::bigint as "cost_optimized",
  (select count(*) from (select from users group by user_id) as distinct_users) as "active_users",
  coalesce((select sum(user_days) from users), 0)::bigint as "user_days",
  coalesce(
    (select json_agg(json_build_object('type', task_type, 'count', executions)
      order by executions desc, task_type) from task_types),
    '[]') as "top_task_types",
  coalesce(
    (select json_agg(json_build_object('start', period_start, 'tasks', executions, 'active_users', active_users))
      from periods),
    '[]') as "periods"`,
});
