-- Merges the oldest pending deltas, :most of them, into the rollups and returns the organization-days that they touched. The
-- rollups that they touch are taken out, added to and put back, which merges the duration bins of all in one aggregation
-- instead of row by row in ON CONFLICT. Safe because only this statement writes rollups, and one at a time. Columns are
-- by position: a delta is a rollup (like daily_rollups) with an id and when it was made at its end.
with taken as (
  delete from rollup_deltas
  where id <= (select max(id) from (select id from rollup_deltas order by id limit :most) as oldest)
  returning *
),
kept as (
  delete from daily_rollups r
  using (select distinct organization_id, day, provider, coalesce(model, '') as model, task_type from taken) as touched
  where touched.organization_id = r.organization_id and touched.day = r.day and touched.provider = r.provider
    and touched.model = coalesce(r.model, '') and touched.task_type = r.task_type
  returning r.*
),
parts as materialized (
  select * from taken
  union all
  select *, null, null from kept
),
bins as (
  select
    organization_id, day, provider, model, task_type,
    array_agg(bin order by bin) as duration_bins,
    array_agg(bin_count order by bin) as duration_counts
  from (
    select organization_id, day, provider, model, task_type, bin, sum(bin_count)::bigint as bin_count
    from parts
    cross join lateral unnest(duration_bins, duration_counts) as duration (bin, bin_count)
    group by organization_id, day, provider, model, task_type, bin
    having sum(bin_count) <> 0
  ) as counted
  group by organization_id, day, provider, model, task_type
),
sums as (
  select
    organization_id, day, provider, model, task_type,
    sum(executions) as executions, sum(successful) as successful, sum(priced) as priced, sum(compared) as compared,
    sum(costed_successful) as costed_successful, sum(routed) as routed, sum(cost_optimized) as cost_optimized,
    sum(negative_savings) as negative_savings, sum(total_tokens) as total_tokens,
    sum(input_tokens) as input_tokens, sum(cache_read_tokens) as cache_read_tokens,
    sum(cache_write_tokens) as cache_write_tokens, sum(output_tokens) as output_tokens,
    sum(compute_units) as compute_units, sum(actual_cost) as actual_cost, sum(baseline_cost) as baseline_cost,
    sum(failed_cost) as failed_cost, sum(uncompared_cost) as uncompared_cost, sum(duration_ms) as duration_ms,
    sum(failed_without_usage) as failed_without_usage
  from parts
  group by organization_id, day, provider, model, task_type
  -- What was voided to the last execution is no rollup.
  having sum(executions) <> 0 or sum(actual_cost) <> 0 or sum(baseline_cost) <> 0 or sum(failed_cost) <> 0
    or sum(uncompared_cost) <> 0
),
written as (
  insert into daily_rollups (
    organization_id, day, provider, model, task_type, executions, successful, priced, compared, costed_successful, routed,
    cost_optimized, negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens,
    compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms, failed_without_usage,
    duration_bins, duration_counts)
  select s.*, coalesce(b.duration_bins, '{}'), coalesce(b.duration_counts, '{}')
  from sums s
  left join bins b
    on b.organization_id = s.organization_id and b.day = s.day and b.provider = s.provider
    and coalesce(b.model, '') = coalesce(s.model, '') and b.task_type = s.task_type
)
select
  (select count(*) from taken)::integer as "folded!",
  coalesce(array_agg(organization_id), '{}') as "organization_ids!",
  coalesce(array_agg(day), '{}') as "days!"
from (select distinct organization_id, day from taken) as touched
