insert into price_changes (price_id, previous_price_id, previous_cost_per_unit, cost_per_unit)
select price_id, previous_price_id, previous_cost_per_unit, cost_per_unit
from jsonb_to_recordset($1::jsonb) as c (
  price_id uuid, previous_price_id uuid, previous_cost_per_unit numeric, cost_per_unit numeric)
