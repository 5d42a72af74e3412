-- @name fold
-- Merges the oldest pending deltas, :most of them, into the rollups, and tells the organization-days that they touched. The work
-- goes with what is pending: sums are added in place, and durations are one more segment for their day, however much it holds
-- already. Safe because only the holder of the fold's lock writes rollups.
with pending as (
  delete from rollup_deltas
  where id <= (select max(id) from (select id from rollup_deltas order by id limit :most) as oldest)
  returning *
),
-- What the version before has folded in the minutes of a deployment, and before it; empty ever after.
taken_over as (
  delete from daily_rollups
  where ctid = any (array(select ctid from daily_rollups limit :most))
  returning *
),
taken as materialized (
  select
    organization_id, day, provider, model, task_type, executions, successful, priced, compared, costed_successful,
    routed, cost_optimized, negative_savings, failed_without_usage, total_tokens, input_tokens, cache_read_tokens,
    cache_write_tokens, output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms,
    duration_bins, duration_counts
  from pending
  union all
  select
    organization_id, day, provider, model, task_type, executions, successful, priced, compared, costed_successful,
    routed, cost_optimized, negative_savings, failed_without_usage, total_tokens, input_tokens, cache_read_tokens,
    cache_write_tokens, output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms,
    duration_bins, duration_counts
  from taken_over
),
sums as materialized (
  select
    organization_id, day, provider, model, task_type,
    sum(executions)::bigint as executions, sum(successful)::bigint as successful, sum(priced)::bigint as priced,
    sum(compared)::bigint as compared, sum(costed_successful)::bigint as costed_successful, sum(routed)::bigint as routed,
    sum(cost_optimized)::bigint as cost_optimized, sum(negative_savings)::bigint as negative_savings,
    sum(failed_without_usage)::bigint as failed_without_usage, sum(total_tokens) as total_tokens,
    sum(input_tokens) as input_tokens, sum(cache_read_tokens) as cache_read_tokens,
    sum(cache_write_tokens) as cache_write_tokens, sum(output_tokens) as output_tokens,
    sum(compute_units) as compute_units, sum(actual_cost) as actual_cost, sum(baseline_cost) as baseline_cost,
    sum(failed_cost) as failed_cost, sum(uncompared_cost) as uncompared_cost, sum(duration_ms) as duration_ms
  from taken
  group by organization_id, day, provider, model, task_type
),
sets as materialized (
  select distinct organization_id, provider, model, task_type from sums
),
known as materialized (
  select d.*
  from sets s
  join rollup_dimensions d
    on d.organization_id = s.organization_id and d.provider = s.provider and d.task_type = s.task_type
    and coalesce(d.model, '') = coalesce(s.model, '')
),
made as (
  insert into rollup_dimensions (organization_id, provider, model, task_type)
  select organization_id, provider, model, task_type from sets
  except
  select organization_id, provider, model, task_type from known
  returning *
),
dimensions as (
  select * from known
  union all
  select * from made
),
added as (
  insert into rollup_sums as r (
    organization_id, day, dimensions_id, executions, successful, priced, compared, costed_successful, routed,
    cost_optimized, negative_savings, failed_without_usage, total_tokens, input_tokens, cache_read_tokens,
    cache_write_tokens, output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms)
  select
    s.organization_id, s.day, d.id, s.executions, s.successful, s.priced, s.compared, s.costed_successful, s.routed,
    s.cost_optimized, s.negative_savings, s.failed_without_usage, s.total_tokens, s.input_tokens, s.cache_read_tokens,
    s.cache_write_tokens, s.output_tokens, s.compute_units, s.actual_cost, s.baseline_cost, s.failed_cost, s.uncompared_cost,
    s.duration_ms
  from sums s
  join dimensions d
    on d.organization_id = s.organization_id and d.provider = s.provider and d.task_type = s.task_type
    and coalesce(d.model, '') = coalesce(s.model, '')
  on conflict (organization_id, day, dimensions_id) do update set
    executions = r.executions + excluded.executions,
    successful = r.successful + excluded.successful,
    priced = r.priced + excluded.priced,
    compared = r.compared + excluded.compared,
    costed_successful = r.costed_successful + excluded.costed_successful,
    routed = r.routed + excluded.routed,
    cost_optimized = r.cost_optimized + excluded.cost_optimized,
    negative_savings = r.negative_savings + excluded.negative_savings,
    failed_without_usage = r.failed_without_usage + excluded.failed_without_usage,
    total_tokens = r.total_tokens + excluded.total_tokens,
    input_tokens = r.input_tokens + excluded.input_tokens,
    cache_read_tokens = r.cache_read_tokens + excluded.cache_read_tokens,
    cache_write_tokens = r.cache_write_tokens + excluded.cache_write_tokens,
    output_tokens = r.output_tokens + excluded.output_tokens,
    compute_units = r.compute_units + excluded.compute_units,
    actual_cost = r.actual_cost + excluded.actual_cost,
    baseline_cost = r.baseline_cost + excluded.baseline_cost,
    failed_cost = r.failed_cost + excluded.failed_cost,
    uncompared_cost = r.uncompared_cost + excluded.uncompared_cost,
    duration_ms = r.duration_ms + excluded.duration_ms
),
bins as (
  select organization_id, day, provider, task_type, bin, sum(bin_count)::bigint as bin_count
  from (
    -- In the select list: as a function in the from clause it is run once for each row, which takes twice as long.
    select organization_id, day, provider, task_type, unnest(duration_bins) as bin, unnest(duration_counts) as bin_count
    from taken
  ) as unnested
  group by organization_id, day, provider, task_type, bin
  having sum(bin_count) <> 0
),
segments as (
  insert into rollup_durations (organization_id, day, provider, task_type, duration_bins, duration_counts)
  select organization_id, day, provider, task_type, array_agg(bin), array_agg(bin_count)
  from bins
  group by organization_id, day, provider, task_type
),
touched as materialized (
  select organization_id, day, bool_or(executions <= 0) as may_be_empty
  from sums
  group by organization_id, day
),
touching as (
  insert into rollup_touched_days (organization_id, day)
  select organization_id, day from touched
  on conflict do nothing
),
telling as (
  insert into rollup_folds (organization_id, folded_at)
  select distinct organization_id, now() from touched
  on conflict (organization_id) do update set folded_at = excluded.folded_at
)
select
  (select count(*) from taken)::integer as "folded!",
  coalesce(array_agg(organization_id) filter (where may_be_empty), '{}') as "organization_ids!",
  coalesce(array_agg(day) filter (where may_be_empty), '{}') as "days!"
from touched

-- @name remove_emptied
-- What was voided to the last execution is no rollup.
delete from rollup_sums s
using unnest(:organization_ids::uuid[], :days::date[]) as d (organization_id, day)
where s.organization_id = d.organization_id and s.day = d.day
  and s.executions = 0 and s.actual_cost = 0 and s.baseline_cost = 0 and s.failed_cost = 0 and s.uncompared_cost = 0
