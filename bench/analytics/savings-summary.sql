-- $1 organization, $2 and $3 first and last day (reporting days are UTC here), $4 of the preceding range.
select
  start_time >= $2::date as in_range,
  date_trunc('day', start_time at time zone 'UTC') as day,
  count(*) as executions,
  count(*) filter (where unpriced_reason is null) as priced,
  sum(actual_cost) filter (where savings is not null) as actual_cost,
  sum(baseline_cost) filter (where savings is not null) as baseline_cost,
  sum(savings) as savings,
  sum(actual_cost) filter (where not success) as failed_cost
from task_executions
where organization_id = $1 and start_time >= $4::date and start_time < $3::date + 1
group by grouping sets ((in_range), (in_range, day))
