-- @name known_at
-- When the new prices become known. Not the transaction's time: one that waited for the lock began before what it now
-- replaces. One time for all, so that at no instant a price is superseded and its successor not known yet.
select clock_timestamp()::text as "known_at!"

-- @name supersede_prices
-- Before their successors are inserted, which would overlap.
update provider_pricing p
set superseded_at = :known_at, superseded_by = s.by
from jsonb_to_recordset(:superseded::jsonb) as s (id uuid, by uuid)
where p.id = s.id

-- @name insert_prices
insert into provider_pricing (
  id, provider, model, pricing_model, service_tier, above_input_tokens, daily_start, daily_end, cost_per_unit,
  effective_date, end_date, is_inferred, confirmed_on, source, notes, created_by, created_at
)
select
  id, provider, model, pricing_model, service_tier, above_input_tokens, daily_start, daily_end, cost_per_unit,
  effective_date, end_date, is_inferred, confirmed_on, 'provider_api', notes, 'price-feed', :known_at
from jsonb_to_recordset(:prices::jsonb) as p (
  id uuid, provider text, model text, pricing_model text, service_tier text, above_input_tokens bigint,
  daily_start time, daily_end time, cost_per_unit numeric, effective_date timestamptz, end_date timestamptz,
  is_inferred boolean, confirmed_on date, notes text)

-- @name confirm_prices
update provider_pricing p
set confirmed_on = c."on"
from jsonb_to_recordset(:confirmed::jsonb) as c (id uuid, "on" date)
where p.id = c.id

-- @name insert_price_changes
-- Each is on the audit log too, as one that an operator makes.
with changes as (
  select *
  from jsonb_to_recordset(:changes::jsonb) as c (
    price_id uuid, previous_price_id uuid, previous_cost_per_unit text, cost_per_unit text)
),
audited as (
  insert into audit_log (actor, action, subject, details)
  select :actor, 'price.changed', price_id, to_jsonb(c) - 'price_id'
  from changes c
)
insert into price_changes (price_id, previous_price_id, previous_cost_per_unit, cost_per_unit)
select price_id, previous_price_id, previous_cost_per_unit::numeric, cost_per_unit::numeric
from changes
