-- Stores a batch of valid executions: deduplicates, prices, inserts executions and routing decisions, flags, counts
-- users and appends the rollup deltas. One statement, so that either all of it is visible or nothing.
with incoming as materialized (
  -- In the select list, arrays are unnested in step, each beside its name.
  select
    generate_subscripts(:ids::uuid[], 1) as row_number,
    unnest(:organization_ids::uuid[]) as organization_id,
    unnest(:ids::uuid[]) as id,
    unnest(:producers::text[]) as producer,
    unnest(:content_hashes::bytea[]) as content_hash,
    unnest(:task_ids::text[]) as task_id,
    unnest(:user_ids::uuid[]) as user_id,
    unnest(:providers::text[]) as provider,
    unnest(:models::text[]) as model,
    unnest(:task_types::text[]) as task_type,
    unnest(:task_descriptions::text[]) as task_description,
    unnest(:start_times::timestamptz[]) as start_time,
    unnest(:end_times::timestamptz[]) as end_time,
    unnest(:successes::boolean[]) as success,
    unnest(:error_messages::text[]) as error_message,
    row(
      unnest(:tokens_used::bigint[]),
      unnest(:input_tokens::bigint[]),
      unnest(:cache_read_tokens::bigint[]),
      unnest(:cache_write_tokens::bigint[]),
      unnest(:output_tokens::bigint[]),
      unnest(:compute_units::text[])::numeric,
      unnest(:reasoning_tokens::bigint[]),
      unnest(:requests::bigint[]),
      unnest(:cache_write_1h_tokens::bigint[]),
      unnest(:audio_input_tokens::bigint[]),
      unnest(:audio_output_tokens::bigint[]),
      unnest(:image_input_tokens::bigint[]),
      unnest(:web_searches::bigint[])
    )::usage as used,
    unnest(:unknown_usage::jsonb[]) as unknown_usage,
    unnest(:per_request::jsonb[]) as per_request,
    unnest(:service_tiers::text[]) as service_tier,
    unnest(:speeds::text[]) as speed,
    unnest(:inference_geos::text[]) as inference_geo,
    unnest(:cache_hits::boolean[]) as cache_hit,
    unnest(:request_ids::text[]) as request_id,
    unnest(:session_ids::text[]) as session_id,
    unnest(:attempts::bigint[])::integer as attempt,
    unnest(:requested_models::text[]) as requested_model,
    unnest(:labels::jsonb[]) as labels,
    unnest(:router_costs::text[])::numeric as router_cost,
    unnest(:qualities::double precision[]) as quality,
    unnest(:provider_costs::text[])::numeric as provider_cost,
    unnest(:provider_cost_currencies::text[]) as provider_cost_currency,
    unnest(:message_baseline_providers::text[]) as message_baseline_provider,
    unnest(:message_baseline_models::text[]) as message_baseline_model,
    unnest(:notes::jsonb[]) as notes,
    unnest(:confidence_scores::double precision[]) as confidence_score,
    unnest(:chosen_providers::text[]) as chosen_provider,
    unnest(:routing_strategies::text[]) as routing_strategy,
    unnest(:alternative_providers::jsonb[]) as alternative_providers,
    unnest(:reasonings::text[]) as reasoning,
    unnest(:decision_confidence_scores::double precision[]) as decision_confidence_score,
    unnest(:estimated_costs::double precision[]) as estimated_cost,
    unnest(:estimated_durations_ms::double precision[]) as estimated_duration_ms,
    unnest(:potential_savings::double precision[]) as potential_savings,
    unnest(:algorithm_versions::text[]) as algorithm_version
),
-- In key order: two batches that share messages wait for each other instead of deadlocking, and neighbours of the
-- index are written together.
new_keys as (
  insert into execution_keys (organization_id, id, start_time, content_hash, hash_version)
  select organization_id, id, start_time, content_hash, :hash_version::smallint
  from incoming
  order by organization_id, id
  on conflict on constraint execution_keys_unique do nothing
  returning organization_id, id
),
-- Who has been erased is nobody in what began before, whatever it says, and somebody new in what began later.
fresh as materialized (
  select
    incoming.*,
    incoming.start_time < erased.erased_at as is_erased,
    case
      when erased.user_id is null then incoming.user_id
      when incoming.start_time >= erased.erased_at then erased.later_user_id
    end as person_id
  from incoming
  join new_keys using (organization_id, id)
  left join erased_users erased
    on erased.organization_id = incoming.organization_id and erased.user_id = incoming.user_id
),
prices as (
  select *
  from price_executions((
    select array_agg(
      row(
        row_number, organization_id, provider, model, task_type, start_time, used, per_request, unknown_usage,
        service_tier, speed, inference_geo, cache_hit, requested_model, labels, message_baseline_provider,
        message_baseline_model, case when provider_cost_currency = 'USD' then provider_cost end)::execution_to_price)
    from fresh))
),
priced as materialized (
  select
    fresh.*, prices.actual_cost, prices.baseline_cost, prices.unpriced_reason, prices.baseline_provider,
    prices.baseline_model, prices.unpriced_detail, prices.baseline_rule, prices.price_basis, organizations.review_threshold,
    day_of(fresh.start_time, organizations.time_zone) as day,
    round(extract(epoch from fresh.end_time - fresh.start_time) * 1000)::bigint as duration_ms,
    prices.baseline_cost - prices.actual_cost as difference
  from fresh
  join prices on prices.row_number = fresh.row_number
  join organizations on organizations.id = fresh.organization_id
),
executions as (
  insert into task_executions (
    organization_id, id, task_id, user_id, provider, model, task_type, task_description, start_time, end_time,
    tokens_used, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, compute_units, reasoning_tokens, requests,
    cache_write_1h_tokens, audio_input_tokens, audio_output_tokens, image_input_tokens, web_searches, unknown_usage, per_request,
    service_tier, speed, inference_geo, cache_hit, request_id, session_id, attempt, requested_model, labels, router_cost,
    quality, provider_cost, provider_cost_currency, message_baseline_provider, message_baseline_model, notes, actual_cost,
    baseline_cost, success, error_message, confidence_score, routing_decision_id, unpriced_reason, unpriced_detail,
    baseline_provider, baseline_model, baseline_rule, price_basis, priced_at, producer)
  select
    organization_id, id, case when is_erased then 'erased' else task_id end, person_id, provider, model, task_type,
    case when not coalesce(is_erased, false) then task_description end, start_time, end_time, (used).*, unknown_usage, per_request,
    service_tier, speed, inference_geo, cache_hit, case when not coalesce(is_erased, false) then request_id end,
    case when not coalesce(is_erased, false) then session_id end, attempt, requested_model,
    case when is_erased then erased_labels(organization_id, labels) else labels end, router_cost, quality, provider_cost,
    provider_cost_currency, message_baseline_provider, message_baseline_model,
    case when not coalesce(is_erased, false) then notes end, actual_cost, baseline_cost, success,
    case when not coalesce(is_erased, false) then error_message end, confidence_score,
    case when chosen_provider is not null then id end, unpriced_reason, unpriced_detail, baseline_provider, baseline_model,
    baseline_rule, price_basis, case when unpriced_reason is null then now() end, producer
  from priced
),
-- What list prices are to be looked up for, if nobody has had that name before.
new_names as (
  insert into model_names (provider, model)
  select provider, model
  from (
    select provider, model from priced
    union
    select baseline_provider, baseline_model from priced
  ) as named (provider, model)
  where provider is not null and model is not null
    and not exists (select from model_names known where known.provider = named.provider and known.model = named.model)
  order by provider, model
  on conflict do nothing
),
decisions as (
  insert into routing_decisions (
    organization_id, id, start_time, chosen_provider, alternative_providers, routing_strategy, reasoning,
    confidence_score, estimated_cost, estimated_duration_ms, potential_savings, algorithm_version)
  select
    organization_id, id, start_time, chosen_provider, alternative_providers, routing_strategy,
    case when not coalesce(is_erased, false) then reasoning end, decision_confidence_score, estimated_cost, estimated_duration_ms, potential_savings, algorithm_version
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
measured as (
  select
    row(
      organization_id, day, provider, model, task_type, 1, success, actual_cost, baseline_cost,
      chosen_provider is not null, routing_strategy = 'cost_optimized', used, duration_ms,
      unpriced_reason = 'usage_missing' and not success)::measured_execution as execution
  from priced
),
new_users as (
  insert into users (organization_id, id, keyed_hash)
  select hashed.organization_id, coalesce(erased.later_user_id, hashed.id), hashed.keyed_hash
  from unnest(:hashed_organization_ids::uuid[], :hashed_user_ids::uuid[], :keyed_hashes::bytea[]) as hashed (organization_id, id, keyed_hash)
  left join erased_users erased on erased.organization_id = hashed.organization_id and erased.user_id = hashed.id
  where not exists (
    select from users known
    where known.organization_id = hashed.organization_id and known.id = coalesce(erased.later_user_id, hashed.id))
    -- Nobody comes back by what they did before, or by a message that was there already.
    and (
      erased.user_id is null
      or exists (
        select from priced
        where priced.organization_id = hashed.organization_id and priced.person_id = erased.later_user_id))
  order by 1, 2
  on conflict do nothing
),
active_users as (
  insert into daily_active_users (organization_id, day, user_id)
  select distinct organization_id, day, person_id from priced
  where person_id is not null and not exists (
    select from daily_active_users known
    where known.organization_id = priced.organization_id and known.day = priced.day
      and known.user_id = priced.person_id)
  order by organization_id, day, person_id
  on conflict do nothing
)
select
  (select count(*) from priced where unpriced_reason is not null) as "unpriced!",
  (select count(*) from flags) as "flagged!",
  (select count(difference) from priced where success) as "compared!",
  (select count(*) from priced where success and difference < 0) as "negative_savings!",
  -- Nobody needs the number; without the question nothing is appended.
  (select append_rollup_deltas(array_agg(execution)) from measured) as deltas,
  coalesce(
    (select array_agg(row_number) from incoming where (organization_id, id) not in (table new_keys)),
    '{}'
  )::integer[] as "known!"
