-- How one cost came about: a row for every unit that the usage was charged by, and the price applied. There is no second
-- list of units or of what they charge for: a unit's quantity is what execution_cost would be if that unit cost 1 and the
-- others of the card 0. Costs are linear in prices, so the amounts add up to execution_cost; input charged for a cached
-- class without a price of its own is part of per_input_token. For a single execution: about 0.2 ms.
create or replace function cost_components(p_used usage, p_card rate_card)
returns table (pricing_model text, quantity numeric, cost_per_unit numeric, amount numeric)
language sql immutable parallel safe
as $$
with units as (
  select key as unit, value::numeric as cost_per_unit
  from jsonb_each_text(jsonb_strip_nulls(to_jsonb(p_card)))
  where starts_with(key, 'per_')
),
-- What is not reported leaves the quantities of other units known.
reported as (
  select jsonb_populate_record(p_used, jsonb_object_agg(key, 0)) as used
  from jsonb_each(to_jsonb(p_used))
  where value = 'null'
),
charged as (
  select
    unit, cost_per_unit,
    case
      when execution_cost(
        p_used, jsonb_populate_record(null::rate_card, jsonb_build_object('has_tiers', false, unit, 1))) is not null
      then execution_cost(
        reported.used,
        jsonb_populate_record(
          null::rate_card,
          (select jsonb_object_agg(other.unit, 0) from units other) || jsonb_build_object('has_tiers', false, unit, 1)))
    end as quantity
  from units
  cross join reported
)
select unit, quantity, cost_per_unit, quantity * cost_per_unit from charged
$$;
