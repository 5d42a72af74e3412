-- $1 organization, $2 first day of the preceding range, $3 and $4 first and last day of the range, $5 day, week or
-- month. One pass: a row for each period of the range with executions, one for the range (period_start
-- null), and one for the preceding range.
with measured as (
  select
    day >= $3::date as in_range,
    greatest(date_trunc($5, day::timestamp)::date, $3::date)::text as period_start,
    executions, successful, priced, actual_cost, baseline_cost, failed_cost, uncompared_cost
  from current_rollups
  where organization_id = $1 and day between $2::date and $4::date
)
select
  in_range,
  period_start,
  sum(executions) as executions,
  sum(successful) as successful,
  sum(priced) as priced,
  sum(actual_cost) as actual_cost,
  sum(baseline_cost) as baseline_cost,
  sum(baseline_cost) - sum(actual_cost) as savings,
  100 * (sum(baseline_cost) - sum(actual_cost)) / nullif(sum(baseline_cost), 0) as savings_percentage,
  sum(failed_cost) as failed_cost,
  sum(uncompared_cost) as uncompared_cost
from measured
group by grouping sets ((in_range), (in_range, period_start))
having in_range or grouping(period_start) = 1
