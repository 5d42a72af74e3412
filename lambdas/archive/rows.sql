-- @name executions_page
-- Executions of a span of time as lines of JSON, page by page: decimals as texts, which no parser takes for floats, times in UTC.
select e.id as "id!", to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "start_time!",
  to_json(archived)::text as "line!"
from task_executions e
cross join lateral (
  select
    e.id, day_of(e.start_time, :time_zone) as day, e.provider, e.model, e.task_type,
    e.start_time at time zone 'UTC' as start_time, e.end_time at time zone 'UTC' as end_time, e.duration_ms, e.tokens_used,
    e.input_tokens, e.cache_read_tokens, e.cache_write_tokens, e.output_tokens, e.compute_units::text as compute_units,
    e.actual_cost::text as actual_cost, e.baseline_cost::text as baseline_cost, e.savings::text as savings, e.currency, e.success,
    e.confidence_score::text as confidence_score, e.routing_decision_id, e.unpriced_reason, e.unpriced_detail,
    e.baseline_provider, e.baseline_model, e.baseline_rule, e.price_basis, e.priced_at at time zone 'UTC' as priced_at,
    e.created_at at time zone 'UTC' as created_at, e.updated_at at time zone 'UTC' as updated_at, e.reasoning_tokens, e.requests,
    e.cache_write_1h_tokens, e.audio_input_tokens, e.audio_output_tokens, e.image_input_tokens, e.web_searches,
    e.unknown_usage::text as unknown_usage, e.per_request::text as per_request, e.service_tier, e.speed, e.inference_geo,
    e.cache_hit, e.attempt, e.requested_model, e.router_cost::text as router_cost, e.quality::text as quality,
    e.provider_cost::text as provider_cost, e.provider_cost_currency, e.message_baseline_provider, e.message_baseline_model,
    e.producer, e.connection_id, e.import_id, e.void_id
) as archived
where e.organization_id = :organization_id
  and e.start_time >= greatest(:starts::timestamptz, :after_time?::timestamptz) and e.start_time < :ends::timestamptz
  and (:after_time?::timestamptz is null or (e.start_time, e.id) > (:after_time::timestamptz, :after_id?::uuid))
order by e.start_time, e.id
limit :most

-- @name decisions_page
select d.id as "id!", to_char(d.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "start_time!",
  to_json(archived)::text as "line!"
from routing_decisions d
cross join lateral (
  select
    d.id, d.start_time at time zone 'UTC' as start_time, d.chosen_provider,
    d.alternative_providers::text as alternative_providers, d.routing_strategy, d.confidence_score::text as confidence_score,
    d.estimated_cost::text as estimated_cost, d.estimated_duration_ms, d.potential_savings::text as potential_savings,
    d.algorithm_version, d.created_at at time zone 'UTC' as created_at
) as archived
where d.organization_id = :organization_id
  and d.start_time >= greatest(:starts::timestamptz, :after_time?::timestamptz) and d.start_time < :ends::timestamptz
  and (:after_time?::timestamptz is null or (d.start_time, d.id) > (:after_time::timestamptz, :after_id?::uuid))
order by d.start_time, d.id
limit :most

-- @name flags_page
select f.id as "id!", to_char(f.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "start_time!",
  to_json(archived)::text as "line!"
from execution_flags f
cross join lateral (
  select
    f.id, f.execution_id, f.start_time at time zone 'UTC' as start_time, f.kind, f.status,
    f.reviewed_at at time zone 'UTC' as reviewed_at, f.created_at at time zone 'UTC' as created_at
) as archived
where f.organization_id = :organization_id
  and f.start_time >= greatest(:starts::timestamptz, :after_time?::timestamptz) and f.start_time < :ends::timestamptz
  and (:after_time?::timestamptz is null or (f.start_time, f.id) > (:after_time::timestamptz, :after_id?::uuid))
order by f.start_time, f.id
limit :most
