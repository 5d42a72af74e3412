-- $1 the changes, $2 who made them. Each is on the audit log too, as one that an operator makes.
with changes as (
  select *
  from jsonb_to_recordset($1::jsonb) as c (
    price_id uuid, previous_price_id uuid, previous_cost_per_unit text, cost_per_unit text)
),
audited as (
  insert into audit_log (actor, action, subject, details)
  select $2, 'price.changed', price_id, to_jsonb(c) - 'price_id'
  from changes c
)
insert into price_changes (price_id, previous_price_id, previous_cost_per_unit, cost_per_unit)
select price_id, previous_price_id, previous_cost_per_unit::numeric, cost_per_unit::numeric
from changes
