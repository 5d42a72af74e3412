-- $1 organization, $2 and $3 first and last day of the range, $4 and $5 of the range that it is compared to, which
-- ends before it, $6 day, week or month, $7 provider or null for all, $8 today, $9 how many days the projection
-- stands on. One pass: a row for each period of the range with executions, one for the range and one for the
-- compared one (period_start null).
with measured as (
  select
    day >= $2::date as in_range,
    greatest(date_trunc($6, day::timestamp)::date, $2::date)::text as period_start,
    day < $8::date as complete,
    executions, successful, priced, compared, actual_cost, baseline_cost, failed_cost, uncompared_cost
  from current_rollups
  where organization_id = $1
    and day between $4::date and $3::date
    and (day >= $2::date or day <= $5::date)
    and ($7::text is null or provider = $7)
  union all
  -- Both ranges have totals, even if nothing ran.
  select in_range, $2::date::text, true, 0, 0, 0, 0, 0, 0, 0, 0 from (values (true), (false)) as ranges (in_range)
),
figures as (
  select
    in_range,
    period_start,
    sum(executions) as executions,
    sum(successful) as successful,
    sum(priced) as priced,
    sum(compared) as compared,
    sum(actual_cost) as actual_cost,
    sum(baseline_cost) as baseline_cost,
    sum(baseline_cost) - sum(actual_cost) as savings,
    sum(baseline_cost - actual_cost) filter (where complete) as complete_savings,
    -- Where tasks ran and none can be compared, the sums are 0 and say nothing.
    sum(executions) = 0 or sum(compared) > 0 as is_known,
    sum(executions) filter (where complete) = 0 or sum(compared) filter (where complete) > 0 as is_complete_known,
    sum(failed_cost) as failed_cost,
    sum(uncompared_cost) as uncompared_cost
  from measured
  group by grouping sets ((in_range), (in_range, period_start))
  having in_range or grouping(period_start) = 1
)
select
  in_range,
  period_start,
  executions,
  successful,
  priced,
  compared,
  actual_cost,
  baseline_cost,
  savings,
  failed_cost,
  uncompared_cost,
  sum(savings) over (partition by in_range, period_start is null order by period_start) as cumulative_savings,
  case when is_known and is_preceding_known then savings - preceding_savings end as change,
  case when is_complete_known then 365 * complete_savings / nullif($9::int, 0) end as annual_savings
from figures
cross join (
  select savings as preceding_savings, is_known as is_preceding_known from figures where not in_range
) as preceding
