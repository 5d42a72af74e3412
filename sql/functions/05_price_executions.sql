-- Prices usage twice: under the rate card in force for the execution, and, the same usage, under the rate card of
-- its organization's baseline at that time. The one engine: ingest, recalculation, audit and explanation call it.
-- Returns a row for every row of p_executions; a cost that cannot be known is null with the reason, never 0.
create or replace function price_executions(p_executions execution_to_price[])
returns table (
  row_number integer,
  actual_cost numeric,
  baseline_cost numeric,
  unpriced_reason text,
  baseline_provider text,
  baseline_model text
)
language plpgsql stable parallel safe
set enable_nestloop = off
set jit = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  return query
with contract_holders as (
  select distinct p.organization_id from provider_pricing p
  where p.superseded_at is null and p.organization_id is not null
),
-- holder: the organization where it has contract prices, else null, so that all others share their rate cards.
executions as materialized (
  select e.*, b.provider as baseline_provider, b.model as baseline_model, h.organization_id as holder
  from unnest(p_executions) as e
  left join organization_baselines b
    on b.organization_id = e.organization_id
    and b.effective_date <= e.start_time
    and e.start_time < coalesce(b.end_date, 'infinity')
  left join contract_holders h on h.organization_id = e.organization_id
),
-- Each execution as it ran and, where there is a baseline, as that would have run it.
sides as materialized (
  select row_number, 'actual' as side, holder, provider, model, task_type, start_time, used from executions
  union all
  select row_number, 'baseline', holder, baseline_provider, baseline_model, task_type, start_time, used
  from executions
  where baseline_provider is not null
),
key_arrays as (
  select array_agg(holder) as holders, array_agg(provider) as providers, array_agg(model) as models,
    array_agg(task_type) as task_types
  from (select distinct holder, provider, model, task_type from sides) as keys
),
span as (
  select min(start_time) as earliest, max(start_time) as latest from executions
),
cards as materialized (
  select card.*
  from key_arrays k
  cross join span s
  cross join lateral rate_cards(k.holders, k.providers, k.models, k.task_types, s.earliest, s.latest) as card
),
priced as materialized (
  select row_number, side, provider, model, cost,
    unpriced_reason(side, found, cost, per_compute_unit, compute_units) as reason
  from (
    select s.row_number, s.side, s.provider, s.model, (s.used).compute_units, c.per_compute_unit,
      card_found(c::rate_card, (s.used).input_tokens) as found, execution_cost(s.used, c::rate_card) as cost
    from sides s
    left join cards c
      on coalesce(c.organization_id, '00000000-0000-0000-0000-000000000000')
        = coalesce(s.holder, '00000000-0000-0000-0000-000000000000')
      and c.provider = s.provider and coalesce(c.model, '') = coalesce(s.model, '') and c.task_type = s.task_type
      and card_applies(c::rate_card, s.start_time, (s.used).input_tokens)
    -- Keeps the cost a column: as an expression it would be computed again at each use.
    offset 0
  ) as costs
)
select a.row_number,
  case when a.reason is null then a.cost end,
  case when b.reason is null then b.cost end,
  coalesce(a.reason, case when b.row_number is null then 'baseline_not_set' else b.reason end),
  b.provider, b.model
from priced a
left join priced b on b.row_number = a.row_number and b.side = 'baseline'
where a.side = 'actual';
end $$;
