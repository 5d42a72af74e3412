-- What the audit compares closed days by. Hashes of rows are added up, so that their order does not matter. They find what nobody meant to
-- change (a failing disk, a statement by hand), not somebody who can write hashes too.

-- Hashes are comparable with those of the same version of these functions (the number: count it up with every change) on the same major
-- version of PostgreSQL, which promises no more of its hash functions.
create or replace function day_hashes_version() returns text
language sql stable parallel safe
return '1/' || current_setting('server_version_num')::integer / 10000;

-- All of an execution that no job changes (its person, its texts) without saying so to the rollups of its day, and that is not computed from
-- other columns. One expression, so that it is inlined.
create or replace function execution_hash(p_execution counted_executions) returns bigint
language sql immutable parallel safe
return hash_record_extended(
  row(
    (p_execution).id, (p_execution).provider, (p_execution).model, (p_execution).task_type, (p_execution).start_time,
    (p_execution).end_time, (p_execution).success, (p_execution).tokens_used, (p_execution).input_tokens,
    (p_execution).cache_read_tokens, (p_execution).cache_write_tokens, (p_execution).cache_write_1h_tokens,
    (p_execution).output_tokens, (p_execution).reasoning_tokens, (p_execution).audio_input_tokens,
    (p_execution).audio_output_tokens, (p_execution).image_input_tokens, (p_execution).web_searches, (p_execution).requests,
    (p_execution).compute_units, (p_execution).unknown_usage, (p_execution).per_request, (p_execution).service_tier,
    (p_execution).speed, (p_execution).inference_geo, (p_execution).actual_cost, (p_execution).baseline_cost,
    (p_execution).unpriced_reason, (p_execution).unpriced_detail, (p_execution).baseline_provider,
    (p_execution).baseline_model, (p_execution).baseline_rule, (p_execution).price_basis,
    (p_execution).message_baseline_provider, (p_execution).message_baseline_model, (p_execution).requested_model,
    (p_execution).provider_cost, (p_execution).provider_cost_currency, (p_execution).router_cost,
    (p_execution).routing_decision_id, (p_execution).attempt, (p_execution).cache_hit, (p_execution).quality,
    (p_execution).confidence_score, (p_execution).currency, (p_execution).producer, (p_execution).connection_id,
    (p_execution).import_id, (p_execution).created_at),
  0);

-- Of each of these days of an organization: the hash of its rollups with their aggregation, since when that stands, and whether
-- it says all: no change of the day is pending or folded without its aggregation. Of a day without any, 0 and null.
create or replace function rollup_hashes(p_organization_id uuid, p_days date[])
returns table (day date, hash numeric, aggregated_at timestamptz, is_settled boolean)
language sql stable parallel safe
as $$
select
  d.day,
  coalesce(s.hash, 0) + coalesce(
    hash_record_extended(
      row(
        a.total_tasks, a.successful_tasks, a.failed_tasks, a.priced_tasks, a.compared_tasks, a.failed_without_usage,
        a.total_tokens, a.total_cost, a.baseline_cost, a.failed_cost, a.uncompared_cost, a.by_provider, a.by_task_type,
        a.avg_duration_ms, a.p50_duration_ms, a.p95_duration_ms, a.p99_duration_ms, a.duration_bins, a.duration_counts),
      0),
    0),
  a.updated_at,
  t.day is null and p.day is null
from unnest(p_days) as d (day)
left join (
  select s.day,
    sum(hash_record_extended(
      row(
        n.provider, n.model, n.task_type, s.executions, s.successful, s.priced, s.compared, s.costed_successful, s.routed,
        s.cost_optimized, s.negative_savings, s.failed_without_usage, s.total_tokens, s.input_tokens, s.cache_read_tokens,
        s.cache_write_tokens, s.output_tokens, s.compute_units, s.actual_cost, s.baseline_cost, s.failed_cost,
        s.uncompared_cost, s.duration_ms),
      0)) as hash
  from rollup_sums s
  join rollup_dimensions n on n.organization_id = s.organization_id and n.id = s.dimensions_id
  where s.organization_id = p_organization_id and s.day = any (p_days)
  group by s.day
) as s on s.day = d.day
left join analytics_aggregations a
  on a.organization_id = p_organization_id and a.period_type = 'daily' and a.period_start = d.day
left join rollup_touched_days t on t.organization_id = p_organization_id and t.day = d.day
left join (
  select day from rollup_deltas where organization_id = p_organization_id
  union
  select day from daily_rollups where organization_id = p_organization_id
) as p on p.day = d.day
$$;
