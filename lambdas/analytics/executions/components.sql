-- $1 organization, $2 execution, $3 its start time. The same usage priced again by the same functions as when it
-- came in, now one row for each unit charged, actual and baseline; calculated costs are on every row, also on the
-- one row of a side that has no price.
with usage as materialized (
  select
    (1, e.organization_id, e.provider, e.model, e.task_type, e.start_time, e.tokens_used, e.input_tokens,
      e.cache_read_tokens, e.cache_write_tokens, e.output_tokens, e.compute_units)::usage_to_price as used
  from task_executions e
  where e.organization_id = $1 and e.id = $2 and e.start_time = $3::timestamptz
),
sides as (
  select
    u.used, side.name, side.provider, side.model, side.cost
  from usage u
  cross join lateral price_executions(array[u.used]) as priced
  cross join lateral (
    values
      ('actual', (u.used).provider, (u.used).model, priced.actual_cost),
      ('baseline', priced.baseline_provider, priced.baseline_model, priced.baseline_cost)
  ) as side (name, provider, model, cost)
),
cards as (
  select s.*, card
  from sides s
  left join lateral rate_cards(
    array[(s.used).organization_id], array[s.provider], array[s.model], array[(s.used).task_type],
    (s.used).start_time, (s.used).start_time
  ) as card
    on (card.above_input_tokens = 0 or (s.used).input_tokens > card.above_input_tokens)
    and coalesce((s.used).input_tokens, 0) <= coalesce(card.up_to_input_tokens, (s.used).input_tokens, 0)
)
select
  c.name as side,
  c.provider,
  c.model,
  c.cost,
  p.id as price_id,
  p.organization_id as scope_organization_id,
  p.provider as scope_provider,
  p.model as scope_model,
  p.task_type as scope_task_type,
  p.pricing_model,
  p.above_input_tokens,
  part.quantity,
  p.cost_per_unit,
  part.amount
from cards c
left join lateral cost_components(c.used, c.card) as part on true
left join provider_pricing p on p.id = any ((c.card).price_ids) and p.pricing_model = part.pricing_model
order by c.name, p.pricing_model
