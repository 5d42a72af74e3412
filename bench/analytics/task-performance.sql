-- $1 organization, $2 and $3 first and last day (reporting days are UTC here). Without the optimal provider.
select
  task_type,
  count(*) as executions,
  avg(success::integer) as success_rate,
  avg(duration_ms) as avg_duration_ms,
  percentile_disc(array[0.5, 0.95, 0.99]) within group (order by duration_ms) as percentiles
from task_executions
where organization_id = $1 and start_time >= $2::date and start_time < $3::date + 1
group by task_type
order by executions desc
