-- Oldest first, by task_executions_by_time: each page costs the same, however far it is from the first. The position's
-- instant is compared twice because a row comparison does not prune partitions. Times are text, with the microseconds that a JavaScript date has not.
select
  day_of(e.start_time, :time_zone) as "day!",
  e.id as "id!",
  e.task_id as "task_id!",
  case when :figures_by_person then e.user_id end as user_id,
  e.provider as "provider!",
  e.model,
  e.task_type as "task_type!",
  to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "start_time!",
  to_char(e.end_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "end_time!",
  e.duration_ms as "duration_ms!",
  e.success as "success!",
  e.error_message,
  e.task_description,
  e.tokens_used,
  e.input_tokens,
  e.cache_read_tokens,
  e.cache_write_tokens,
  e.output_tokens,
  e.compute_units,
  e.actual_cost,
  e.baseline_cost,
  e.savings,
  e.currency as "currency!",
  e.unpriced_reason,
  e.baseline_provider,
  e.baseline_model,
  e.unpriced_detail,
  e.baseline_rule,
  e.price_basis,
  coalesce(e.requests, 1) as "requests!",
  e.cache_write_1h_tokens,
  e.reasoning_tokens,
  e.audio_input_tokens,
  e.audio_output_tokens,
  e.image_input_tokens,
  e.web_searches,
  e.unknown_usage::text as unknown_usage,
  e.per_request::text as per_request,
  e.service_tier,
  e.speed,
  e.inference_geo,
  e.cache_hit,
  e.request_id,
  e.session_id,
  e.attempt,
  e.requested_model,
  e.labels::text as labels,
  e.router_cost,
  e.quality,
  e.provider_cost,
  e.provider_cost_currency,
  e.message_baseline_provider,
  e.message_baseline_model,
  e.notes::text as notes,
  e.producer,
  e.connection_id,
  e.import_id
from filtered_executions(
  :organization_id, :start, :end, :time_zone, :provider?, :model?, :task_type?, :user_id?, :success?, :unpriced?, :flag?, :voided?) e
where (:void_id?::uuid is null or e.void_id = :void_id)
  and (
    :after_time?::timestamptz is null
    or (e.start_time >= :after_time::timestamptz and (e.start_time, e.id) > (:after_time::timestamptz, :after_id?::uuid))
  )
order by e.start_time, e.id
limit :limit
