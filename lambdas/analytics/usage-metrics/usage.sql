-- @name usage_counts
-- One row; user_days counts each user once for every day.
with rollups as materialized (
  select
    greatest(date_trunc(:period, day::timestamp)::date, :start::date) as period_start,
    task_type,
    sum(executions) as executions,
    sum(routed) as routed,
    sum(cost_optimized) as cost_optimized
  from current_measures
  where organization_id = :organization_id and day between :start::date and :end::date
  group by 1, 2
),
users as materialized (
  select
    greatest(date_trunc(:period, day::timestamp)::date, :start::date) as period_start, user_id,
    count(*) as user_days
  from daily_active_users
  where organization_id = :organization_id and day between :start::date and :end::date
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
  coalesce((select sum(executions) from rollups), 0)::bigint as "executions!",
  coalesce((select sum(routed) from rollups), 0)::bigint as "routed!",
  coalesce((select sum(cost_optimized) from rollups), 0)::bigint as "cost_optimized!",
  -- count(distinct) would sort them: four times as long.
  (select count(*) from (select from users group by user_id) as distinct_users) as "active_users!",
  coalesce((select sum(user_days) from users), 0)::bigint as "user_days!",
  coalesce(
    (select json_agg(json_build_object('type', task_type, 'count', executions)
      order by executions desc, task_type) from task_types),
    '[]') as "top_task_types!",
  coalesce(
    (select json_agg(json_build_object('start', period_start, 'tasks', executions, 'active_users', active_users))
      from periods),
    '[]') as "periods!"
