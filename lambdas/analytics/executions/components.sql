-- @name charged_components
-- The same usage priced again by the same functions as when it came in, now one row for each unit charged, actual and
-- baseline; calculated costs are on every row, also on the one row of a side that has no price.
with executions as materialized (
  select execution_to_price(e, 1) as execution
  from counted_executions e
  where e.organization_id = :organization_id and e.id = :id and e.start_time = :start_time::timestamptz
),
sides as (
  select
    e.execution, side.name, side.provider, side.model, side.cost
  from executions e
  cross join lateral price_executions(array[e.execution]) as priced
  cross join lateral (
    values
      ('actual', (e.execution).provider, (e.execution).model, priced.actual_cost),
      ('baseline', priced.baseline_provider, priced.baseline_model, priced.baseline_cost)
  ) as side (name, provider, model, cost)
),
cards as (
  select s.*, card
  from sides s
  left join lateral rate_cards(
    array[(s.execution).organization_id], array[s.provider], array[s.model], array[(s.execution).task_type],
    (s.execution).start_time, (s.execution).start_time
  ) as card on card_applies(card, (s.execution).start_time, ((s.execution).used).input_tokens)
)
select
  c.name as "side!",
  c.provider,
  c.model,
  c.cost,
  p.id as "price_id?",
  p.organization_id as scope_organization_id,
  p.provider as "scope_provider?",
  p.model as scope_model,
  p.task_type as scope_task_type,
  p.pricing_model as "pricing_model?",
  p.above_input_tokens as "above_input_tokens?",
  part.quantity,
  p.cost_per_unit as "cost_per_unit?",
  part.amount
from cards c
left join lateral cost_components((c.execution).used, c.card) as part on true
left join provider_pricing p on p.id = any ((c.card).price_ids) and p.pricing_model = part.pricing_model
order by c.name, p.pricing_model
