-- $1 organization, $2 and $3 first and last day. compared are the executions that actual_cost is the sum of.
select
  provider,
  sum(executions) as executions,
  sum(successful) as successful,
  sum(priced) as priced,
  sum(compared) as compared,
  sum(actual_cost) as actual_cost,
  sum(baseline_cost) as baseline_cost,
  sum(baseline_cost) - sum(actual_cost) as savings,
  sum(failed_cost) as failed_cost,
  sum(uncompared_cost) as uncompared_cost
from current_rollups
where organization_id = $1 and day between $2::date and $3::date
group by provider
order by sum(actual_cost) desc, provider
