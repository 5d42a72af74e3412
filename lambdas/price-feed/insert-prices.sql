-- $1 an array of prices, $2 since when they are known.
insert into provider_pricing (
  id, provider, model, pricing_model, above_input_tokens, daily_start, daily_end, cost_per_unit, effective_date,
  end_date, source, notes, created_by, created_at
)
select
  id, provider, model, pricing_model, above_input_tokens, daily_start, daily_end, cost_per_unit, effective_date,
  end_date, 'provider_api', notes, 'price-feed', $2
from jsonb_to_recordset($1::jsonb) as p (
  id uuid, provider text, model text, pricing_model text, above_input_tokens bigint, daily_start time, daily_end time,
  cost_per_unit numeric, effective_date timestamptz, end_date timestamptz, notes text)
