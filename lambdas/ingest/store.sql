-- Stores a batch of valid executions: deduplicates, prices, inserts executions and routing decisions, flags, counts
-- users and appends the rollup deltas. One statement, so that either all of it is visible or nothing.
with incoming as materialized (
  select *
  from unnest(
    $1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::timestamptz[], $11::timestamptz[], $12::boolean[], $13::text[], $14::bigint[], $15::bigint[],
    $16::bigint[], $17::bigint[], $18::bigint[], $19::text[]::numeric[], $20::double precision[], $21::text[],
    $22::text[], $23::jsonb[], $24::text[], $25::double precision[], $26::double precision[],
    $27::double precision[], $28::double precision[], $29::text[]
  ) with ordinality as message (
    organization_id, id, content_hash, task_id, user_id, provider, model, task_type, task_description,
    start_time, end_time, success, error_message, tokens_used, input_tokens,
    cache_read_tokens, cache_write_tokens, output_tokens, compute_units, confidence_score, chosen_provider,
    routing_strategy, alternative_providers, reasoning, decision_confidence_score, estimated_cost,
    estimated_duration_ms, potential_savings, algorithm_version, row_number)
),
-- In key order: two batches that share messages wait for each other instead of deadlocking, and neighbours of the
-- index are written together.
new_keys as (
  insert into execution_keys (organization_id, id, start_time, content_hash, hash_version)
  select organization_id, id, start_time, content_hash, $33::smallint
  from incoming
  order by organization_id, id
  on conflict on constraint execution_keys_unique do nothing
  returning organization_id, id
),
fresh as materialized (
  select incoming.* from incoming join new_keys using (organization_id, id)
),
prices as (
  select *
  from price_executions((
    select array_agg(row(
      row_number, organization_id, provider, model, task_type, start_time, tokens_used, input_tokens,
      cache_read_tokens, cache_write_tokens, output_tokens, compute_units)::usage_to_price)
    from fresh))
),
priced as materialized (
  select
    fresh.*, prices.actual_cost, prices.baseline_cost, prices.unpriced_reason, prices.baseline_provider,
    prices.baseline_model, organizations.review_threshold,
    (fresh.start_time at time zone organizations.time_zone)::date as day,
    round(extract(epoch from fresh.end_time - fresh.start_time) * 1000)::bigint as duration_ms,
    prices.baseline_cost - prices.actual_cost as difference
  from fresh
  join prices on prices.row_number = fresh.row_number
  join organizations on organizations.id = fresh.organization_id
),
executions as (
  insert into task_executions (
    organization_id, id, task_id, user_id, provider, model, task_type, task_description, start_time, end_time,
    tokens_used, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, compute_units, actual_cost,
    baseline_cost, success, error_message, confidence_score, routing_decision_id, unpriced_reason,
    baseline_provider, baseline_model, priced_at)
  select
    organization_id, id, task_id, user_id, provider, model, task_type, task_description, start_time, end_time,
    tokens_used, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, compute_units, actual_cost,
    baseline_cost, success, error_message, confidence_score, case when chosen_provider is not null then id end,
    unpriced_reason, baseline_provider, baseline_model, case when unpriced_reason is null then now() end
  from priced
),
decisions as (
  insert into routing_decisions (
    organization_id, id, start_time, chosen_provider, alternative_providers, routing_strategy, reasoning,
    confidence_score, estimated_cost, estimated_duration_ms, potential_savings, algorithm_version)
  select
    organization_id, id, start_time, chosen_provider, alternative_providers, routing_strategy, reasoning,
    decision_confidence_score, estimated_cost, estimated_duration_ms, potential_savings, algorithm_version
  from priced
  where chosen_provider is not null
),
flags as (
  insert into execution_flags (organization_id, execution_id, start_time, kind)
  select organization_id, id, start_time, flag.kind
  from priced
  cross join lateral raised_flags(success, actual_cost, baseline_cost, review_threshold) as flag
  returning kind
),
deltas as (
  insert into rollup_deltas (
    organization_id, day, provider, model, task_type, executions, successful, priced, compared,
    costed_successful, routed, cost_optimized, negative_savings, total_tokens, input_tokens, cache_read_tokens,
    cache_write_tokens, output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost,
    duration_ms, duration_bins, duration_counts)
  select
    organization_id, day, provider, model, task_type,
    count(*),
    count(*) filter (where success),
    count(difference),
    count(difference) filter (where success),
    count(actual_cost) filter (where success),
    count(chosen_provider),
    count(*) filter (where routing_strategy = 'cost_optimized'),
    count(*) filter (where success and difference < 0),
    sum(tokens_used),
    coalesce(sum(input_tokens), 0),
    coalesce(sum(cache_read_tokens), 0),
    coalesce(sum(cache_write_tokens), 0),
    coalesce(sum(output_tokens), 0),
    coalesce(sum(compute_units), 0),
    coalesce(sum(actual_cost) filter (where success and baseline_cost is not null), 0),
    coalesce(sum(baseline_cost) filter (where success and actual_cost is not null), 0),
    coalesce(sum(actual_cost) filter (where not success), 0),
    coalesce(sum(actual_cost) filter (where success and baseline_cost is null), 0),
    sum(duration_ms),
    array_agg(duration_bin(duration_ms)),
    array_fill(1::bigint, array[count(*)::integer])
  from priced
  group by organization_id, day, provider, model, task_type
),
new_users as (
  insert into users (organization_id, id, keyed_hash)
  select organization_id, id, keyed_hash
  from unnest($30::uuid[], $31::uuid[], $32::bytea[]) as hashed (organization_id, id, keyed_hash)
  where not exists (
    select from users known where known.organization_id = hashed.organization_id and known.id = hashed.id)
  order by organization_id, id
  on conflict do nothing
),
active_users as (
  insert into daily_active_users (organization_id, day, user_id)
  select distinct organization_id, day, user_id from priced
  where not exists (
    select from daily_active_users known
    where known.organization_id = priced.organization_id and known.day = priced.day
      and known.user_id = priced.user_id)
  order by organization_id, day, user_id
  on conflict do nothing
)
select
  (select count(*) from priced) as stored,
  (select count(*) from priced where unpriced_reason is not null) as unpriced,
  (select count(*) from flags) as flagged,
  (select count(difference) from priced where success) as compared,
  (select count(*) from priced where success and difference < 0) as negative_savings,
  coalesce(
    (select array_agg(row_number) from incoming where (organization_id, id) not in (table new_keys)),
    '{}'
  )::integer[] as known
