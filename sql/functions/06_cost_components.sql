-- How one cost came about: a row for every unit that the usage was charged by, and the price applied. The amounts
-- add up to execution_cost of the same usage and rate card; input charged for a cached class without a price of its
-- own is part of per_input_token.
create or replace function cost_components(p_usage usage_to_price, p_card rate_card)
returns table (pricing_model text, quantity numeric, cost_per_unit numeric, amount numeric)
language sql immutable parallel safe
as $$
select unit, quantity, cost_per_unit, quantity * cost_per_unit
from (
  values
    ('per_token', p_usage.tokens_used::numeric, p_card.per_token),
    ('per_input_token',
      p_usage.input_tokens
        - case when p_card.per_cache_read_token is null then 0 else coalesce(p_usage.cache_read_tokens, 0) end
        - case when p_card.per_cache_write_token is null then 0 else coalesce(p_usage.cache_write_tokens, 0) end,
      p_card.per_input_token),
    ('per_cache_read_token', coalesce(p_usage.cache_read_tokens, 0), p_card.per_cache_read_token),
    ('per_cache_write_token', coalesce(p_usage.cache_write_tokens, 0), p_card.per_cache_write_token),
    ('per_output_token', p_usage.output_tokens, p_card.per_output_token),
    ('per_request', 1, p_card.per_request),
    ('per_compute_unit', p_usage.compute_units, p_card.per_compute_unit)
) as units (unit, quantity, cost_per_unit)
where cost_per_unit is not null
$$;
