-- @name missing_weeks
-- The weeks without a partition, newest first: from five weeks ahead, so that a job that fails is noticed weeks before anything
-- depends on it, back to the longest retention of any organization. As the first instant of each.
select week at time zone 'UTC' as "week!"
from generate_series(
  date_trunc('week', (:now::timestamptz - make_interval(days => coalesce((select max(retention_days) from organizations), 90))) at time zone 'UTC'),
  (:now::timestamptz + interval '5 weeks') at time zone 'UTC',
  '7 days'
) as week
where to_regclass('public.task_executions' || to_char(week, '_YYYYMMDD')) is null
  or to_regclass('public.routing_decisions' || to_char(week, '_YYYYMMDD')) is null
order by week desc

-- @name ensure_week
select ensure_partitions(:week::timestamptz, :week::timestamptz) as "created!"
