-- The usage of stored executions, and the form in which they are priced again.
create or replace function usage_of(p_execution counted_executions) returns usage
language sql immutable parallel safe
return row(
  p_execution.tokens_used, p_execution.input_tokens, p_execution.cache_read_tokens, p_execution.cache_write_tokens,
  p_execution.output_tokens, p_execution.compute_units, p_execution.reasoning_tokens, p_execution.requests,
  p_execution.cache_write_1h_tokens, p_execution.audio_input_tokens, p_execution.audio_output_tokens,
  p_execution.image_input_tokens, p_execution.web_searches)::usage;

create or replace function execution_to_price(p_execution counted_executions, p_row_number bigint)
returns execution_to_price
language sql immutable parallel safe
return row(
  p_row_number, p_execution.organization_id, p_execution.provider, p_execution.model, p_execution.task_type,
  p_execution.start_time, usage_of(p_execution), p_execution.per_request, p_execution.unknown_usage,
  p_execution.service_tier, p_execution.speed, p_execution.inference_geo, p_execution.cache_hit,
  p_execution.requested_model, p_execution.labels, p_execution.message_baseline_provider,
  p_execution.message_baseline_model,
  case when p_execution.provider_cost_currency = 'USD' then p_execution.provider_cost end)::execution_to_price;

-- A service tier, speed or place of inference as prices name it: null is the default, by whatever name a provider calls it.
create or replace function price_condition(p_value text) returns text
language sql immutable parallel safe
return case
  when lower(p_value) not in ('', 'standard', 'default', 'on_demand', 'normal', 'global', 'not_available')
  then lower(p_value)
end;

-- Whether usage under a rate card is all that decides what an execution costs: no condition, no list of requests, nothing
-- that is unknown or free.
create or replace function is_priced_by_card(p_execution counted_executions) returns boolean
language sql immutable parallel safe
return p_execution.per_request is null and p_execution.unknown_usage is null and p_execution.cache_hit is not true
  and price_condition(p_execution.service_tier) is null and price_condition(p_execution.speed) is null
  and price_condition(p_execution.inference_geo) is null;

-- Whether a rate card is the one of an execution of its key: in force when it started, and of the tier of its input. Of
-- unknown input the lowest tier applies, which execution_cost refuses to charge where there are others.
create or replace function card_applies(p_card rate_card, p_start_time timestamptz, p_input_tokens bigint)
returns boolean
language sql immutable parallel safe
return p_card.valid_from <= p_start_time and p_start_time < p_card.valid_to
  and (p_card.above_input_tokens = 0 or p_input_tokens > p_card.above_input_tokens)
  and coalesce(p_input_tokens, 0) <= coalesce(p_card.up_to_input_tokens, coalesce(p_input_tokens, 0));

-- Whether a card has any price for this input. Where the input is unknown, so is its tier, but not whether there are prices.
create or replace function card_found(p_card rate_card, p_input_tokens bigint) returns boolean
language sql immutable parallel safe
return coalesce(cardinality(p_card.price_ids) > 0 or (p_card.has_tiers and p_input_tokens is null), false);

-- The cost of one execution's usage under one rate card, not rounded; null where the card charges for something that the
-- execution did not report, or the execution used something that the card has no price for. input_tokens includes the cached
-- classes, audio and images (the OpenTelemetry GenAI rule), output_tokens reasoning and audio: those that have a price of
-- their own are taken out before the rest is charged, the others are charged as input or output.
create or replace function execution_cost(p_used usage, p_card rate_card) returns numeric
language sql immutable parallel safe
return case
  when cardinality(p_card.price_ids) = 0 then null
  -- Which tier applies cannot be known without the size of the input, or of each request's.
  when p_card.has_tiers and p_used.input_tokens is null then null
  when p_card.above_input_tokens > 0 and p_used.requests > 1 then null
  when p_used.web_searches > 0 and p_card.per_web_search is null then null
  when p_used.cache_write_1h_tokens > 0 and p_card.per_cache_write_token is not null
    and p_card.per_cache_write_1h_token is null then null
  -- How much of the audio and the images was cached, or of the audio was reasoning, is not told.
  when (p_card.per_audio_input_token is not null or p_card.per_image_input_token is not null)
    and p_used.input_tokens < coalesce(p_used.cache_read_tokens, 0) + coalesce(p_used.cache_write_tokens, 0)
      + coalesce(p_used.audio_input_tokens, 0) + coalesce(p_used.image_input_tokens, 0) then null
  when p_card.per_audio_output_token is not null and p_card.per_reasoning_token is not null
    and p_used.output_tokens < coalesce(p_used.audio_output_tokens, 0) + coalesce(p_used.reasoning_tokens, 0) then null
  else
    p_card.token_factor * (
      case when p_card.per_token is null then 0 else p_card.per_token * p_used.tokens_used end
      + case when p_card.per_input_token is null then 0 else
          p_card.per_input_token * (
            p_used.input_tokens
            - case when p_card.per_cache_read_token is null then 0 else coalesce(p_used.cache_read_tokens, 0) end
            - case
                when p_card.per_cache_write_token is not null then coalesce(p_used.cache_write_tokens, 0)
                when p_card.per_cache_write_1h_token is not null then coalesce(p_used.cache_write_1h_tokens, 0)
                else 0
              end
            - case when p_card.per_audio_input_token is null then 0 else coalesce(p_used.audio_input_tokens, 0) end
            - case when p_card.per_image_input_token is null then 0 else coalesce(p_used.image_input_tokens, 0) end)
        end
      + case when p_card.per_cache_read_token is null then 0 else
          p_card.per_cache_read_token * coalesce(p_used.cache_read_tokens, 0)
        end
      + case when p_card.per_cache_write_token is null then 0 else
          p_card.per_cache_write_token
            * (coalesce(p_used.cache_write_tokens, 0) - coalesce(p_used.cache_write_1h_tokens, 0))
        end
      + case when p_card.per_cache_write_1h_token is null then 0 else
          p_card.per_cache_write_1h_token * coalesce(p_used.cache_write_1h_tokens, 0)
        end
      + case when p_card.per_audio_input_token is null then 0 else
          p_card.per_audio_input_token * coalesce(p_used.audio_input_tokens, 0)
        end
      + case when p_card.per_image_input_token is null then 0 else
          p_card.per_image_input_token * coalesce(p_used.image_input_tokens, 0)
        end
      + case when p_card.per_output_token is null then 0 else
          p_card.per_output_token * (
            p_used.output_tokens
            - case when p_card.per_reasoning_token is null then 0 else coalesce(p_used.reasoning_tokens, 0) end
            - case when p_card.per_audio_output_token is null then 0 else coalesce(p_used.audio_output_tokens, 0) end)
        end
      + case when p_card.per_reasoning_token is null then 0 else
          p_card.per_reasoning_token * coalesce(p_used.reasoning_tokens, 0)
        end
      + case when p_card.per_audio_output_token is null then 0 else
          p_card.per_audio_output_token * coalesce(p_used.audio_output_tokens, 0)
        end)
    + case when p_card.per_request is null then 0 else p_card.per_request * coalesce(p_used.requests, 1) end
    + case when p_card.per_web_search is null then 0 else p_card.per_web_search * coalesce(p_used.web_searches, 0) end
    + case when p_card.per_compute_unit is null then 0 else p_card.per_compute_unit * p_used.compute_units end
end;

-- What keeps a rate card from charging for usage, null where it is something else or nothing: 'price' where it has none,
-- a condition or a unit that it has no price for, 'usage', 'request_split' or 'compute_units' where they are not reported.
create or replace function card_lacks(p_used usage, p_card rate_card) returns text
language sql immutable parallel safe
return case
  when p_used.tokens_used is null and (p_used.input_tokens is null or p_used.output_tokens is null)
    and p_card.per_compute_unit is null then 'usage'
  when not card_found(p_card, p_used.input_tokens) then 'price'
  when p_card.missing_condition is not null then p_card.missing_condition
  when p_card.above_input_tokens > 0 and p_used.requests > 1 then 'request_split'
  when p_card.per_compute_unit is not null and p_used.compute_units is null then 'compute_units'
  when p_used.web_searches > 0 and p_card.per_web_search is null then 'per_web_search'
  when p_used.cache_write_1h_tokens > 0 and p_card.per_cache_write_token is not null
    and p_card.per_cache_write_1h_token is null then 'per_cache_write_1h_token'
end;
