-- @name read_coverage
-- One row, so that what the rollups count and the groups are of one snapshot and add up. The groups come from
-- task_executions_unpriced: 3 ms for a month with 2,000 unpriced of 67,000 executions; it grows with what is unpriced,
-- not with the history.
with unpriced as (
  select
    provider, model, unpriced_reason as reason,
    case when unpriced_reason like 'baseline%' then baseline_provider end as baseline_provider,
    case when unpriced_reason like 'baseline%' then baseline_model end as baseline_model,
    count(*) as executions,
    sum(tokens_used) as tokens_used,
    sum(input_tokens) as input_tokens,
    sum(cache_read_tokens) as cache_read_tokens,
    sum(cache_write_tokens) as cache_write_tokens,
    sum(output_tokens) as output_tokens,
    to_char(min(start_time) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as first_start_time,
    to_char(max(start_time) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last_start_time
  from counted_executions
  where organization_id = :organization_id
    and unpriced_reason is not null
    and start_time >= first_instant_of_day(:start::date, :time_zone)
    and start_time < first_instant_of_day(:end::date + 1, :time_zone)
  group by 1, 2, 3, 4, 5
  order by count(*) desc, provider, model, unpriced_reason, 4, 5
  limit :most_groups
)
select
  coalesce(sum(executions), 0)::bigint as "executions!",
  coalesce(sum(priced), 0)::bigint as "priced!",
  coalesce(sum(failed_without_usage), 0)::bigint as "failed_without_usage!",
  coalesce(sum(compared), 0)::bigint as "compared!",
  coalesce(sum(baseline_cost), 0) as "baseline_cost!",
  coalesce(
    (select json_agg(unpriced order by executions desc, provider, model, reason, baseline_provider, baseline_model)
      from unpriced),
    '[]') as "groups!"
from current_days
where organization_id = :organization_id and day between :start::date and :end::date
