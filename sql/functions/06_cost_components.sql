-- How one cost is made up: a row for every unit that the usage was charged by, the price applied, and the factor on it.
-- There is no second list of units or of what they charge for: a unit's quantity is what execution_cost would be if that
-- unit cost 1, the others of the card 0 and the factor were 1. Costs are linear in prices, so the amounts add up to
-- execution_cost; input charged for a class without a price of its own is part of per_input_token. For a single execution:
-- about 0.2 ms.
create or replace function cost_components(p_used usage, p_card rate_card)
returns table (pricing_model text, quantity numeric, cost_per_unit numeric, factor numeric, amount numeric)
language sql immutable parallel safe
as $$
with units as (
  select key as unit, value::numeric as cost_per_unit,
    case when key in ('per_request', 'per_compute_unit', 'per_web_search') then 1 else p_card.token_factor end as factor
  from jsonb_each_text(jsonb_strip_nulls(to_jsonb(p_card)))
  where starts_with(key, 'per_')
),
-- Only the absence of these is unknown. A quantity that depends on one differs where another number stands for it.
unknown as (
  select
    jsonb_populate_record(p_used, jsonb_object_agg(key, 0)) as as_nothing,
    jsonb_populate_record(p_used, jsonb_object_agg(key, 1)) as as_one
  from jsonb_each(to_jsonb(p_used))
  where value = 'null' and key in ('tokens_used', 'input_tokens', 'output_tokens', 'compute_units')
),
measuring as (
  select unit, cost_per_unit, factor,
    jsonb_populate_record(
      null::rate_card,
      (select jsonb_object_agg(other.unit, 0) from units other)
        -- What the card has no price for keeps it from charging, but not the other units from being shown.
        || jsonb_build_object('per_web_search', 0)
        || case when p_card.per_cache_write_token is null then '{}' else jsonb_build_object('per_cache_write_1h_token', 0) end
        || jsonb_build_object('has_tiers', false, 'token_factor', 1, unit, 1)) as card
  from units
),
charged as (
  select
    unit, cost_per_unit, factor,
    case
      when coalesce(execution_cost(as_nothing, card) = execution_cost(as_one, card), true)
      then execution_cost(coalesce(as_nothing, p_used), card)
    end as quantity
  from measuring
  cross join unknown
)
select unit, quantity, cost_per_unit, factor, quantity * cost_per_unit * factor from charged
$$;
