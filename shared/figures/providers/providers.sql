-- compared are the executions that actual_cost is the sum of.
select
  provider as "provider!",
  sum(executions)::bigint as "executions!",
  sum(successful)::bigint as "successful!",
  sum(priced)::bigint as "priced!",
  sum(failed_without_usage)::bigint as "failed_without_usage!",
  sum(compared)::bigint as "compared!",
  sum(actual_cost) as "actual_cost!",
  sum(baseline_cost) as "baseline_cost!",
  sum(baseline_cost) - sum(actual_cost) as "savings!",
  sum(failed_cost) as "failed_cost!",
  sum(uncompared_cost) as "uncompared_cost!"
from current_measures
where organization_id = :organization_id and day between :start::date and :end::date
group by provider
having sum(executions) > 0
order by sum(actual_cost) desc, provider
