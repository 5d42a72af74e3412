-- @name missing_weeks
-- The weeks without a partition, newest first: from five weeks ahead, so that a job that fails is noticed weeks before anything
-- depends on it, back to the first that any organization keeps a day of. As the first instant of each.
select week at time zone 'UTC' as "week!"
from generate_series(
  date_trunc('week', coalesce(
    (select min(first_kept_instant(o, :now::timestamptz)) from organizations o), :now::timestamptz - interval '90 days'
  ) at time zone 'UTC'),
  (:now::timestamptz + interval '5 weeks') at time zone 'UTC',
  '7 days'
) as week
where to_regclass('public.task_executions' || to_char(week, '_YYYYMMDD')) is null
  or to_regclass('public.routing_decisions' || to_char(week, '_YYYYMMDD')) is null
  or (to_regclass('public.execution_keys' || to_char(week, '_YYYYMMDD')) is null and week >= '2020-01-06')
order by week desc

-- @name ensure_week
select ensure_partitions(:week::timestamptz, :week::timestamptz) as "created!"
