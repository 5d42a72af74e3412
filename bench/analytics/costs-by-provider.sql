-- $1 organization, $2 and $3 first and last day (reporting days are UTC here).
select
  provider,
  count(*) as executions,
  sum(actual_cost) filter (where savings is not null) as actual_cost,
  sum(baseline_cost) filter (where savings is not null) as baseline_cost,
  sum(savings) as savings,
  avg(actual_cost) filter (where savings is not null) as avg_cost_per_task
from task_executions
where organization_id = $1 and start_time >= $2::date and start_time < $3::date + 1
group by provider
order by actual_cost desc
