-- @name charged_components
-- The same usage priced again by the same functions as when it came in, now one row for each price applied, actual and
-- baseline; calculated costs are on every row, also on the one row of a side that has no price. Requests that are told one by
-- one are added up: those of one context tier have the same prices.
with executions as materialized (
  select execution_to_price(as_counted(e), 1) as execution
  from task_executions e
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
cards as materialized (
  select s.name, (s.execution).start_time, card
  from sides s
  cross join lateral rate_cards(
    array[(s.execution).organization_id], array[s.provider], array[s.model], array[(s.execution).task_type],
    array[price_condition((s.execution).service_tier)],
    array[case when s.provider = (s.execution).provider then price_condition((s.execution).speed) end],
    array[case when s.provider = (s.execution).provider then price_condition((s.execution).inference_geo) end],
    (s.execution).start_time, (s.execution).start_time
  ) as card
),
-- Of an answer from a gateway's own cache nothing is charged.
requests as materialized (
  select (execution).used from executions where (execution).per_request is null and (execution).cache_hit is not true
  union all
  select jsonb_populate_record(null::usage, listed)
  from executions
  cross join lateral jsonb_array_elements((execution).per_request) as listed
  where (execution).cache_hit is not true
),
charged as (
  select
    c.name, part.pricing_model, p.price_id, part.factor,
    case when bool_and(part.quantity is not null) then sum(part.quantity) end as quantity,
    case when bool_and(part.amount is not null) then sum(part.amount) end as amount
  from cards c
  join requests r on card_applies(c.card, c.start_time, (r.used).input_tokens)
  cross join lateral cost_components(r.used, c.card) as part
  cross join lateral unnest((c.card).price_ids) as p (price_id)
  join provider_pricing found on found.id = p.price_id and found.pricing_model = part.pricing_model
  group by c.name, part.pricing_model, p.price_id, part.factor
)
select
  s.name as "side!",
  s.provider,
  s.model,
  s.cost,
  p.id as "price_id?",
  p.organization_id as scope_organization_id,
  p.provider as "scope_provider?",
  p.model as scope_model,
  p.task_type as scope_task_type,
  p.pricing_model as "pricing_model?",
  p.above_input_tokens as "above_input_tokens?",
  p.service_tier,
  p.speed,
  p.inference_geo,
  p.is_inferred as "is_inferred?",
  c.quantity,
  p.cost_per_unit as "cost_per_unit?",
  c.factor,
  c.amount
from sides s
left join charged c on c.name = s.name
left join provider_pricing p on p.id = c.price_id
order by s.name, p.pricing_model, p.above_input_tokens
