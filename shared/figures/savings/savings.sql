-- The compared days end before the range starts. One pass: a row for each period of the range with executions, one
-- for the range and one for the compared one (period_start null).
with measured as (
  select
    day >= :start::date as in_range,
    greatest(date_trunc(:period, day::timestamp)::date, :start::date)::text as period_start,
    day < :today::date as complete,
    executions, successful, priced, failed_without_usage, compared, actual_cost, baseline_cost, failed_cost, uncompared_cost
  from current_measures
  where organization_id = :organization_id
    and day between :compared_start::date and :end::date
    and (day >= :start::date or day <= :compared_end::date)
    and provider = :provider?
  union all
  -- Of all providers together there is a row a day.
  select
    day >= :start::date, greatest(date_trunc(:period, day::timestamp)::date, :start::date)::text, day < :today::date,
    executions, successful, priced, failed_without_usage, compared, actual_cost, baseline_cost, failed_cost, uncompared_cost
  from current_days
  where :provider::text is null
    and organization_id = :organization_id
    and day between :compared_start::date and :end::date
    and (day >= :start::date or day <= :compared_end::date)
  union all
  -- Both ranges have totals, even if nothing ran.
  select in_range, :start::date::text, true, 0, 0, 0, 0, 0, 0, 0, 0, 0 from (values (true), (false)) as ranges (in_range)
),
figures as (
  select
    in_range,
    period_start,
    sum(executions) as executions,
    sum(successful) as successful,
    sum(priced) as priced,
    sum(failed_without_usage) as failed_without_usage,
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
  in_range as "in_range!",
  period_start,
  executions::bigint as "executions!",
  successful::bigint as "successful!",
  priced::bigint as "priced!",
  failed_without_usage::bigint as "failed_without_usage!",
  compared::bigint as "compared!",
  actual_cost as "actual_cost!",
  baseline_cost as "baseline_cost!",
  savings as "savings!",
  failed_cost as "failed_cost!",
  uncompared_cost as "uncompared_cost!",
  sum(savings) over (partition by in_range, period_start is null order by period_start) as "cumulative_savings!",
  case when is_known and is_preceding_known then savings - preceding_savings end as change,
  case when is_complete_known then 365 * complete_savings / :projected_days?::int end as annual_savings
from figures
cross join (
  select savings as preceding_savings, is_known as is_preceding_known from figures where not in_range
) as preceding
