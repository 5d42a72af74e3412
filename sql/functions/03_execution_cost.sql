-- What one execution's usage costs under one rate card, exactly; null where the card charges for something that the
-- execution did not report. input_tokens includes the cached classes (the OpenTelemetry GenAI rule), so they are
-- taken out of it before it is charged; a cached class without a price of its own is charged as input.
create or replace function execution_cost(
  p_tokens_used bigint, p_input_tokens bigint, p_cache_read_tokens bigint, p_cache_write_tokens bigint,
  p_output_tokens bigint, p_compute_units numeric,
  p_has_tiers boolean, p_per_token numeric, p_per_input_token numeric, p_per_cache_read_token numeric,
  p_per_cache_write_token numeric, p_per_output_token numeric, p_per_request numeric, p_per_compute_unit numeric
) returns numeric
language sql immutable parallel safe
return case
  -- Which tier applies cannot be known without the size of the input.
  when p_has_tiers and p_input_tokens is null then null
  else
    case when p_per_token is null then 0 else p_per_token * p_tokens_used end
    + case when p_per_input_token is null then 0 else
        p_per_input_token
          * (p_input_tokens - coalesce(p_cache_read_tokens, 0) - coalesce(p_cache_write_tokens, 0))
      end
    + case when coalesce(p_per_cache_read_token, p_per_input_token) is null then 0 else
        coalesce(p_per_cache_read_token, p_per_input_token) * coalesce(p_cache_read_tokens, 0)
      end
    + case when coalesce(p_per_cache_write_token, p_per_input_token) is null then 0 else
        coalesce(p_per_cache_write_token, p_per_input_token) * coalesce(p_cache_write_tokens, 0)
      end
    + case when p_per_output_token is null then 0 else p_per_output_token * p_output_tokens end
    + coalesce(p_per_request, 0)
    + case when p_per_compute_unit is null then 0 else p_per_compute_unit * p_compute_units end
end;
