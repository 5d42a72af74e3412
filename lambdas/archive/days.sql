-- @name due_days
-- The days of weeks that are over for so many days which are not in files yet, or no longer as they are, oldest first. Of days that are
-- about to end all executions are looked at; of the others the sums, which is what else changes.
select
  o.id as "organization_id!", o.time_zone as "time_zone!", d.day::date as "day!",
  date_trunc('week', d.day)::date as "week!"
from organizations o
cross join lateral (
  select day_of(min(e.start_time), o.time_zone) as first from task_executions e where e.organization_id = o.id) as kept
cross join lateral generate_series(
  kept.first::timestamp,
  date_trunc('week', (day_of(:now::timestamptz, o.time_zone) - :settled_days::integer)::timestamp) - interval '1 day',
  '1 day') as d (day)
left join archived_days a on a.organization_id = o.id and a.day = d.day::date
where o.archive <> 'off'
  and exists (
    select from task_executions e
    where e.organization_id = o.id and e.start_time >= first_instant_of_day(d.day::date, o.time_zone)
      and e.start_time < first_instant_of_day(d.day::date + 1, o.time_zone))
  and (
    a.day is null
    or a.handed_over_at is null and (
      a.rollups_hash <> rollups_hash(o.id, a.day)
      or a.day < first_kept_day(o, :now::timestamptz) + 2
        and a.executions_state <> executions_state(o.id, a.day, o.time_zone)))
order by d.day, o.id

-- @name day_state
select rollups_hash(:organization_id, :day::date) as "rollups_hash!",
  executions_state(:organization_id, :day::date, :time_zone) as "executions_state!",
  first_instant_of_day(:day::date, :time_zone) as "starts!",
  first_instant_of_day(:day::date + 1, :time_zone) as "ends!"

-- @name measures
-- What files have to equal, as text: exact, and the same for both databases.
select to_json(m)::text as "measures!"
from (
  select provider, model, task_type, sum(executions)::text as executions, sum(successful)::text as successful,
    sum(priced)::text as priced, sum(compared)::text as compared, sum(costed_successful)::text as costed_successful,
    sum(routed)::text as routed, sum(cost_optimized)::text as cost_optimized, sum(negative_savings)::text as negative_savings,
    sum(failed_without_usage)::text as failed_without_usage, sum(total_tokens)::text as total_tokens,
    sum(input_tokens)::text as input_tokens, sum(cache_read_tokens)::text as cache_read_tokens,
    sum(cache_write_tokens)::text as cache_write_tokens, sum(output_tokens)::text as output_tokens,
    trim_scale(sum(compute_units))::text as compute_units, trim_scale(sum(actual_cost))::text as actual_cost,
    trim_scale(sum(baseline_cost))::text as baseline_cost, trim_scale(sum(failed_cost))::text as failed_cost,
    trim_scale(sum(uncompared_cost))::text as uncompared_cost, sum(duration_ms)::text as duration_ms
  from current_measures
  where organization_id = :organization_id and day = :day::date
  group by provider, model, task_type
  having sum(executions) <> 0
) as m

-- @name claim_day
-- Before its files are written: from here until it is recorded the day counts as in no file, since nobody knows which ones are there. One
-- run at a time: a second one finds it claimed for as long as a run may take, 15 minutes, and leaves it. Neither of a day that was
-- handed over.
insert into archived_days as known (organization_id, day, executions, bytes, rollups_hash, executions_state)
values (:organization_id, :day::date, 0, 1, decode(repeat('00', 32), 'hex'), 'written by ' || :run::text)
on conflict (organization_id, day) do update
set rollups_hash = excluded.rollups_hash, executions_state = excluded.executions_state, archived_at = now()
where known.handed_over_at is null
  and (known.executions_state not like 'written by %' or known.archived_at < now() - interval '16 minutes')
returning day

-- @name record_day
-- Unless another run has claimed it since.
update archived_days
set executions = :executions, bytes = :bytes, rollups_hash = :rollups_hash, executions_state = :executions_state,
  archived_at = now()
where organization_id = :organization_id and day = :day::date and executions_state = 'written by ' || :run::text
returning day

-- @name release_day
-- For the next run.
update archived_days set executions_state = 'refused'
where organization_id = :organization_id and day = :day::date and executions_state = 'written by ' || :run::text
