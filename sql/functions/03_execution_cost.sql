-- What stored executions used, and as what they are priced again.
create or replace function usage_of(p_execution counted_executions) returns usage
language sql immutable parallel safe
return row(
  p_execution.tokens_used, p_execution.input_tokens, p_execution.cache_read_tokens, p_execution.cache_write_tokens,
  p_execution.output_tokens, p_execution.compute_units, p_execution.reasoning_tokens)::usage;

create or replace function execution_to_price(p_execution counted_executions, p_row_number bigint)
returns execution_to_price
language sql immutable parallel safe
return row(
  p_row_number, p_execution.organization_id, p_execution.provider, p_execution.model, p_execution.task_type,
  p_execution.start_time, usage_of(p_execution))::execution_to_price;

-- Whether a rate card is the one of an execution of its key: in force when it started, and of the tier of its input. Of
-- unknown input the lowest tier applies, which execution_cost refuses to charge where there are others.
create or replace function card_applies(p_card rate_card, p_start_time timestamptz, p_input_tokens bigint)
returns boolean
language sql immutable parallel safe
return p_card.valid_from <= p_start_time and p_start_time < p_card.valid_to
  and (p_card.above_input_tokens = 0 or p_input_tokens > p_card.above_input_tokens)
  and coalesce(p_input_tokens, 0) <= coalesce(p_card.up_to_input_tokens, coalesce(p_input_tokens, 0));

-- Whether a card has any price for usage of this input. Of unknown input the tier is not known, but that there are prices is.
create or replace function card_found(p_card rate_card, p_input_tokens bigint) returns boolean
language sql immutable parallel safe
return coalesce(p_card.price_ids <> '{}' or (p_card.has_tiers and p_input_tokens is null), false);

-- What one execution's usage costs under one rate card, exactly; null where the card charges for something that the
-- execution did not report. input_tokens includes the cached classes (the OpenTelemetry GenAI rule): those that have a
-- price of their own are taken out of it before it is charged, the others are charged as input.
create or replace function execution_cost(p_used usage, p_card rate_card) returns numeric
language sql immutable parallel safe
return case
  -- Which tier applies cannot be known without the size of the input.
  when p_card.has_tiers and p_used.input_tokens is null then null
  else
    case when p_card.per_token is null then 0 else p_card.per_token * p_used.tokens_used end
    + case when p_card.per_input_token is null then 0 else
        p_card.per_input_token * (
          p_used.input_tokens
          - case when p_card.per_cache_read_token is null then 0 else coalesce(p_used.cache_read_tokens, 0) end
          - case when p_card.per_cache_write_token is null then 0 else coalesce(p_used.cache_write_tokens, 0) end)
      end
    + case when p_card.per_cache_read_token is null then 0 else
        p_card.per_cache_read_token * coalesce(p_used.cache_read_tokens, 0)
      end
    + case when p_card.per_cache_write_token is null then 0 else
        p_card.per_cache_write_token * coalesce(p_used.cache_write_tokens, 0)
      end
    + case when p_card.per_output_token is null then 0 else p_card.per_output_token * p_used.output_tokens end
    + coalesce(p_card.per_request, 0)
    + case when p_card.per_compute_unit is null then 0 else p_card.per_compute_unit * p_used.compute_units end
end;
