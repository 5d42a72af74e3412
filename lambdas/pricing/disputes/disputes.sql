-- Of models in use, so there are few.
select
  provider, model, pricing_model, above_input_tokens, cost_per_unit, price_source, other_cost_per_unit, other_source,
  round(100 * (other_cost_per_unit - cost_per_unit) / nullif(cost_per_unit, 0), 2)::float8 as difference_percentage, since
from price_disputes
order by provider, model, pricing_model, above_input_tokens, other_source
