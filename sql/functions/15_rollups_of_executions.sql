-- The executions of one organization's days as what rollups count of them. One select without settings, so that it
-- is inlined: who reads no routing decision does not pay for looking them up. Day by day (offset 0), each by the index: joined as a whole, all
-- that an organization has may be read, and compared with each of the days.
create or replace function measured_executions(p_organization_id uuid, p_days date[]) returns setof measured_execution
language sql stable parallel safe
as $$
select
  p_organization_id, d.day, e.provider, e.model, e.task_type, 1, e.success, e.actual_cost, e.baseline_cost,
  e.routing_decision_id is not null, r.routing_strategy = 'cost_optimized', usage_of(e.execution), e.duration_ms,
  e.unpriced_reason = 'usage_missing' and not e.success
from (
  select d.day, first_instant_of_day(d.day, o.time_zone) as begins, first_instant_of_day(d.day + 1, o.time_zone) as ends
  from unnest(p_days) as d (day)
  join organizations o on o.id = p_organization_id
  offset 0
) as d
cross join lateral (
  select
    e as execution, e.organization_id, e.id, e.start_time, e.provider, e.model, e.task_type, e.success, e.actual_cost,
    e.baseline_cost, e.routing_decision_id, e.duration_ms, e.unpriced_reason
  from counted_executions e
  where e.organization_id = p_organization_id and e.start_time >= d.begins and e.start_time < d.ends
  offset 0
) as e
left join routing_decisions r
  on r.organization_id = e.organization_id and r.id = e.id and r.start_time = e.start_time
$$;

-- What executions add to the rollups of their days: the one place where measures are summed from executions, so that each
-- has one definition. Of two kinds of executions: those in an array, which ingest and recalculation append and are about to
-- store, and the stored ones of an organization's days, which the audit compares and a rebuild appends. The second could be
-- the first of an array of them, but that would hold every execution in memory, and an array ends at 1 GB.
do $do$
declare
  sums constant text := $$
    select
      organization_id,
      day,
      provider,
      model,
      task_type,
      sum(weight) as executions,
      coalesce(sum(weight) filter (where success), 0) as successful,
      coalesce(sum(weight) filter (where actual_cost is not null and baseline_cost is not null), 0) as priced,
      coalesce(sum(weight) filter (where success and actual_cost is not null and baseline_cost is not null), 0) as compared,
      coalesce(sum(weight) filter (where success and actual_cost is not null), 0) as costed_successful,
      coalesce(sum(weight) filter (where routed), 0) as routed,
      coalesce(sum(weight) filter (where cost_optimized), 0) as cost_optimized,
      coalesce(sum(weight) filter (where success and baseline_cost < actual_cost), 0) as negative_savings,
      coalesce(sum(weight * (used).tokens_used), 0) as total_tokens,
      coalesce(sum(weight * (used).input_tokens), 0) as input_tokens,
      coalesce(sum(weight * (used).cache_read_tokens), 0) as cache_read_tokens,
      coalesce(sum(weight * (used).cache_write_tokens), 0) as cache_write_tokens,
      coalesce(sum(weight * (used).output_tokens), 0) as output_tokens,
      coalesce(sum(weight * (used).compute_units), 0) as compute_units,
      coalesce(sum(weight * actual_cost) filter (where success and baseline_cost is not null), 0) as actual_cost,
      coalesce(sum(weight * baseline_cost) filter (where success and actual_cost is not null), 0) as baseline_cost,
      coalesce(sum(weight * actual_cost) filter (where not success), 0) as failed_cost,
      coalesce(sum(weight * actual_cost) filter (where success and baseline_cost is null), 0) as uncompared_cost,
      coalesce(sum(weight * duration_ms), 0) as duration_ms,
      coalesce(array_agg(duration_bin(duration_ms)) filter (where duration_ms is not null), '{}') as duration_bins,
      coalesce(array_agg(weight::bigint) filter (where duration_ms is not null), '{}') as duration_counts,
      coalesce(sum(weight) filter (where failed_without_usage), 0) as failed_without_usage
    from %s as measured
    group by organization_id, day, provider, model, task_type
  $$;
begin
  execute format(
    'create or replace function rollups_of_measured(p_executions measured_execution[]) returns setof daily_rollups
     language sql immutable parallel safe as %L',
    format(sums, 'unnest(p_executions)'));
  execute format(
    'create or replace function rollups_of_executions(p_organization_id uuid, p_days date[]) returns setof daily_rollups
     language sql stable parallel safe as %L',
    format(sums, 'measured_executions(p_organization_id, p_days)'));
end $do$;

-- Appends what executions add to the rollups as pending deltas, in the caller's transaction. Returns how many. In
-- plpgsql, which keeps the plan for the next batch.
create or replace function append_rollup_deltas(p_executions measured_execution[]) returns integer
language plpgsql volatile
set jit = off
as $$
declare
  appended integer;
begin
  -- By position: a delta is a rollup (like daily_rollups) with an id at its end.
  insert into rollup_deltas select * from rollups_of_measured(p_executions);
  get diagnostics appended = row_count;
  return appended;
end $$;
