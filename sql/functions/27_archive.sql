-- What the rollups of a day are, in 32 bytes: equal as long as no count and no exact sum of it differs. Summed first, because what is
-- pending and what is folded are rows of their own, and a fold changes nothing.
create or replace function rollups_hash(p_organization_id uuid, p_day date) returns bytea
language sql stable parallel safe
as $$
select sha256(convert_to(coalesce(string_agg(
  m::text, e'\n' order by m.provider collate "C", m.model collate "C" nulls first, m.task_type collate "C"), ''), 'UTF8'))
from (
  select provider, model, task_type, sum(executions) as executions, sum(successful) as successful, sum(priced) as priced,
    sum(compared) as compared, sum(costed_successful) as costed_successful, sum(routed) as routed,
    sum(cost_optimized) as cost_optimized, sum(negative_savings) as negative_savings,
    sum(failed_without_usage) as failed_without_usage, sum(total_tokens) as total_tokens, sum(input_tokens) as input_tokens,
    sum(cache_read_tokens) as cache_read_tokens, sum(cache_write_tokens) as cache_write_tokens,
    sum(output_tokens) as output_tokens, trim_scale(sum(compute_units)) as compute_units,
    trim_scale(sum(actual_cost)) as actual_cost, trim_scale(sum(baseline_cost)) as baseline_cost,
    trim_scale(sum(failed_cost)) as failed_cost, trim_scale(sum(uncompared_cost)) as uncompared_cost,
    sum(duration_ms) as duration_ms
  from current_measures
  where organization_id = p_organization_id and day = p_day
  group by provider, model, task_type
  having sum(executions) <> 0
) as m
$$;

-- Which version of its executions a day has: those that no sum tells apart as well. Reads all of them.
create or replace function executions_state(p_organization_id uuid, p_day date, p_time_zone text) returns text
language sql stable parallel safe
as $$
select concat_ws(' ', count(*), count(void_id), max(updated_at) at time zone 'UTC')
from task_executions
where organization_id = p_organization_id
  and start_time >= first_instant_of_day(p_day, p_time_zone) and start_time < first_instant_of_day(p_day + 1, p_time_zone)
$$;

-- Whether a day is in files as it is now, or they are all that is left of it.
create or replace function is_archived(p_organization organizations, p_day date) returns boolean
language sql stable parallel safe
as $$
select exists (
  select from archived_days a
  where a.organization_id = p_organization.id and a.day = p_day
    and (a.handed_over_at is not null
      or a.rollups_hash = rollups_hash(a.organization_id, a.day)
        and a.executions_state = executions_state(a.organization_id, a.day, p_organization.time_zone)))
$$;

-- The first day before the given one with executions that are not in files, or the given one: so far days may end. Days that have
-- nothing are in no file. For organizations that do not archive, all may.
create or replace function archived_before(p_organization organizations, p_day date) returns date
language sql stable parallel safe
as $$
select case when p_organization.archive = 'off' then p_day else least(p_day, (
  select d.day::date
  from (
    select day_of(min(e.start_time), p_organization.time_zone) as first
    from task_executions e
    where e.organization_id = p_organization.id and e.start_time < first_instant_of_day(p_day, p_organization.time_zone)
  ) as kept
  cross join lateral generate_series(kept.first::timestamp, p_day::timestamp - interval '1 day', '1 day') as d (day)
  where not is_archived(p_organization, d.day::date)
    and exists (
      select from task_executions e
      where e.organization_id = p_organization.id
        and e.start_time >= first_instant_of_day(d.day::date, p_organization.time_zone)
        and e.start_time < first_instant_of_day(d.day::date + 1, p_organization.time_zone))
  order by d.day
  limit 1))
end
$$;
