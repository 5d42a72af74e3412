// Generated from store.sql by npm run statements.
import {
  bigintArray,
  booleanArray,
  byteaArray,
  doubleArray,
  jsonbArray,
  textArray,
  timestamptzArray,
  uuidArray,
} from '../../shared/database/array-parameter.ts';
import { number } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface StoreRow {
  readonly unpriced: number;
  readonly flagged: number;
  readonly compared: number;
  readonly negative_savings: number;
  readonly deltas: number | null;
  readonly known: number[];
}

export const store = statement<StoreRow>()({
  name: 'lambdas/ingest/store.sql store',
  parameters: {
    ids: uuidArray,
    organizationIds: uuidArray,
    producers: textArray,
    contentHashes: byteaArray,
    taskIds: textArray,
    userIds: uuidArray,
    providers: textArray,
    models: textArray,
    taskTypes: textArray,
    taskDescriptions: textArray,
    startTimes: timestamptzArray,
    endTimes: timestamptzArray,
    successes: booleanArray,
    errorMessages: textArray,
    tokensUsed: bigintArray,
    inputTokens: bigintArray,
    cacheReadTokens: bigintArray,
    cacheWriteTokens: bigintArray,
    outputTokens: bigintArray,
    computeUnits: textArray,
    reasoningTokens: bigintArray,
    requests: bigintArray,
    cacheWrite1hTokens: bigintArray,
    audioInputTokens: bigintArray,
    audioOutputTokens: bigintArray,
    imageInputTokens: bigintArray,
    webSearches: bigintArray,
    unknownUsage: jsonbArray,
    perRequest: jsonbArray,
    serviceTiers: textArray,
    speeds: textArray,
    inferenceGeos: textArray,
    cacheHits: booleanArray,
    requestIds: textArray,
    sessionIds: textArray,
    attempts: bigintArray,
    requestedModels: textArray,
    labels: jsonbArray,
    routerCosts: textArray,
    qualities: doubleArray,
    providerCosts: textArray,
    providerCostCurrencies: textArray,
    messageBaselineProviders: textArray,
    messageBaselineModels: textArray,
    notes: jsonbArray,
    confidenceScores: doubleArray,
    chosenProviders: textArray,
    routingStrategies: textArray,
    alternativeProviders: jsonbArray,
    reasonings: textArray,
    decisionConfidenceScores: doubleArray,
    estimatedCosts: doubleArray,
    estimatedDurationsMs: doubleArray,
    potentialSavings: doubleArray,
    algorithmVersions: textArray,
    hashVersion: number,
    hashedOrganizationIds: uuidArray,
    hashedUserIds: uuidArray,
    keyedHashes: byteaArray,
  },
  notNull: ['unpriced', 'flagged', 'compared', 'negative_savings', 'known'],
  text: `with incoming as materialized (
  select
    generate_subscripts($1::uuid[], 1) as row_number,
    unnest($2::uuid[]) as organization_id,
    unnest($1::uuid[]) as id,
    unnest($3::text[]) as producer,
    unnest($4::bytea[]) as content_hash,
    unnest($5::text[]) as task_id,
    unnest($6::uuid[]) as user_id,
    unnest($7::text[]) as provider,
    unnest($8::text[]) as model,
    unnest($9::text[]) as task_type,
    unnest($10::text[]) as task_description,
    unnest($11::timestamptz[]) as start_time,
    unnest($12::timestamptz[]) as end_time,
    unnest($13::boolean[]) as success,
    unnest($14::text[]) as error_message,
    row(
      unnest($15::bigint[]),
      unnest($16::bigint[]),
      unnest($17::bigint[]),
      unnest($18::bigint[]),
      unnest($19::bigint[]),
      unnest($20::text[])::numeric,
      unnest($21::bigint[]),
      unnest($22::bigint[]),
      unnest($23::bigint[]),
      unnest($24::bigint[]),
      unnest($25::bigint[]),
      unnest($26::bigint[]),
      unnest($27::bigint[])
    )::usage as used,
    unnest($28::jsonb[]) as unknown_usage,
    unnest($29::jsonb[]) as per_request,
    unnest($30::text[]) as service_tier,
    unnest($31::text[]) as speed,
    unnest($32::text[]) as inference_geo,
    unnest($33::boolean[]) as cache_hit,
    unnest($34::text[]) as request_id,
    unnest($35::text[]) as session_id,
    unnest($36::bigint[])::integer as attempt,
    unnest($37::text[]) as requested_model,
    unnest($38::jsonb[]) as labels,
    unnest($39::text[])::numeric as router_cost,
    unnest($40::double precision[]) as quality,
    unnest($41::text[])::numeric as provider_cost,
    unnest($42::text[]) as provider_cost_currency,
    unnest($43::text[]) as message_baseline_provider,
    unnest($44::text[]) as message_baseline_model,
    unnest($45::jsonb[]) as notes,
    unnest($46::double precision[]) as confidence_score,
    unnest($47::text[]) as chosen_provider,
    unnest($48::text[]) as routing_strategy,
    unnest($49::jsonb[]) as alternative_providers,
    unnest($50::text[]) as reasoning,
    unnest($51::double precision[]) as decision_confidence_score,
    unnest($52::double precision[]) as estimated_cost,
    unnest($53::double precision[]) as estimated_duration_ms,
    unnest($54::double precision[]) as potential_savings,
    unnest($55::text[]) as algorithm_version
),
new_keys as (
  insert into execution_keys (organization_id, id, start_time, content_hash, hash_version)
  select organization_id, id, start_time, content_hash, $56::smallint
  from incoming
  order by organization_id, id
  on conflict on constraint execution_keys_unique do nothing
  returning organization_id, id
),
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
  from unnest($57::uuid[], $58::uuid[], $59::bytea[]) as hashed (organization_id, id, keyed_hash)
  left join erased_users erased on erased.organization_id = hashed.organization_id and erased.user_id = hashed.id
  where not exists (
    select from users known
    where known.organization_id = hashed.organization_id and known.id = coalesce(erased.later_user_id, hashed.id))
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
  (select count(*) from priced where unpriced_reason is not null) as "unpriced",
  (select count(*) from flags) as "flagged",
  (select count(difference) from priced where success) as "compared",
  (select count(*) from priced where success and difference < 0) as "negative_savings",
  (select append_rollup_deltas(array_agg(execution)) from measured) as deltas,
  coalesce(
    (select array_agg(row_number) from incoming where (organization_id, id) not in (table new_keys)),
    '{}'
  )::integer[] as "known"`,
});
