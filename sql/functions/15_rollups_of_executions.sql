-- What the rollups of one organization's days must be, computed from its executions: what reconciling compares with
-- and what a rebuild stores. Its measures are those that ingest appends and a recalculation moves.
--
-- Days are found by their instants, for the index, and then by the calendar: where clocks go back over midnight, as in
-- the Azores, one local midnight is two instants. Summer time moves clocks by two hours at most.
--
-- One select without settings, so that it is inlined: who reads no duration and no routing decision does not pay for
-- binning the one and for looking up the other.
create or replace function rollups_of_executions(p_organization_id uuid, p_days date[]) returns setof daily_rollups
language sql stable parallel safe
as $$
select
  p_organization_id as organization_id,
  d.day,
  e.provider,
  e.model,
  e.task_type,
  count(*) as executions,
  count(*) filter (where e.success) as successful,
  count(*) filter (where e.actual_cost is not null and e.baseline_cost is not null) as priced,
  count(e.savings) as compared,
  count(e.actual_cost) filter (where e.success) as costed_successful,
  count(e.routing_decision_id) as routed,
  count(*) filter (where r.routing_strategy = 'cost_optimized') as cost_optimized,
  count(*) filter (where e.savings < 0) as negative_savings,
  sum(e.tokens_used) as total_tokens,
  coalesce(sum(e.input_tokens), 0) as input_tokens,
  coalesce(sum(e.cache_read_tokens), 0) as cache_read_tokens,
  coalesce(sum(e.cache_write_tokens), 0) as cache_write_tokens,
  coalesce(sum(e.output_tokens), 0) as output_tokens,
  coalesce(sum(e.compute_units), 0) as compute_units,
  coalesce(sum(e.actual_cost) filter (where e.savings is not null), 0) as actual_cost,
  coalesce(sum(e.baseline_cost) filter (where e.savings is not null), 0) as baseline_cost,
  coalesce(sum(e.actual_cost) filter (where not e.success), 0) as failed_cost,
  coalesce(sum(e.actual_cost) filter (where e.success and e.baseline_cost is null), 0) as uncompared_cost,
  sum(e.duration_ms) as duration_ms,
  array_agg(duration_bin(e.duration_ms)) as duration_bins,
  array_fill(1::bigint, array[count(*)::integer]) as duration_counts
from unnest(p_days) as d (day)
join organizations o on o.id = p_organization_id
join task_executions e
  on e.organization_id = p_organization_id
  and e.start_time >= d.day::timestamp at time zone o.time_zone - interval '3 hours'
  and e.start_time < (d.day + 1)::timestamp at time zone o.time_zone + interval '3 hours'
  and (e.start_time at time zone o.time_zone)::date = d.day
left join routing_decisions r
  on r.organization_id = e.organization_id and r.id = e.id and r.start_time = e.start_time
group by d.day, e.provider, e.model, e.task_type
$$;
