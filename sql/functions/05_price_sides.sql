-- Prices usage twice, not rounded: under the rate card in force for the execution, and, the same usage, under the rate card of
-- its baseline at that time. A row for every row of p_executions, whose lists of requests, unknown classes and the like are
-- the affair of price_executions; a cost that cannot be known is null with the reason, never 0.
create or replace function price_sides(p_executions execution_to_price[])
returns table (
  row_number integer,
  actual_cost numeric,
  actual_reason text,
  actual_detail text,
  price_basis text,
  baseline_cost numeric,
  baseline_reason text,
  baseline_detail text,
  baseline_provider text,
  baseline_model text,
  baseline_rule text
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
-- Only of organizations with other rules than their one baseline.
rules as materialized (
  select b.organization_id, array_agg(b) as rules
  from organization_baselines b
  where b.rule <> 'organization' and exists (select from organization_baselines o where o.rule <> 'organization')
    and b.organization_id in (select e.organization_id from unnest(p_executions) as e)
  group by b.organization_id
),
by_rule as (
  select e.row_number, s.rule, s.provider, s.model
  from rules r
  join unnest(p_executions) as e on e.organization_id = r.organization_id
  cross join lateral baseline_by_rule(e, r.rules) as s
),
-- holder: the organization where it has contract prices, else null, so that all others share their rate cards.
executions as materialized (
  select e.row_number, e.provider, e.model, e.task_type, e.start_time, e.used, h.organization_id as holder,
    case when e.service_tier is not null then price_condition(e.service_tier) end as service_tier,
    case when e.speed is not null then price_condition(e.speed) end as speed,
    case when e.inference_geo is not null then price_condition(e.inference_geo) end as inference_geo,
    coalesce(s.rule, b.rule) as baseline_rule,
    case when s.rule is null then b.provider else coalesce(s.provider, b.provider) end as baseline_provider,
    case when s.rule is null then b.model else s.model end as baseline_model
  from unnest(p_executions) as e
  left join organization_baselines b
    on b.organization_id = e.organization_id and b.rule = 'organization'
    and b.effective_date <= e.start_time and e.start_time < coalesce(b.end_date, 'infinity')
  left join by_rule s on s.row_number = e.row_number
  left join contract_holders h on h.organization_id = e.organization_id
),
-- Each execution as it ran and, where there is a baseline, as that would have run it. A speed and a place of inference are
-- the provider's own: another one is not asked for them.
sides as materialized (
  select row_number, 'actual' as side, null as rule, holder, provider, model, task_type, start_time, used, service_tier, speed,
    inference_geo
  from executions
  union all
  select row_number, 'baseline', baseline_rule, holder, baseline_provider, baseline_model, task_type, start_time, used, service_tier,
    case when baseline_provider = provider then speed end, case when baseline_provider = provider then inference_geo end
  from executions
  where baseline_provider is not null
),
key_arrays as (
  select array_agg(holder) as holders, array_agg(provider) as providers, array_agg(model) as models,
    array_agg(task_type) as task_types, array_agg(service_tier) as service_tiers, array_agg(speed) as speeds,
    array_agg(inference_geo) as inference_geos
  from (
    select distinct holder, provider, model, task_type, service_tier, speed, inference_geo from sides
  ) as keys
),
span as (
  select min(start_time) as earliest, max(start_time) as latest from executions
),
cards as materialized (
  select card.*
  from key_arrays k
  cross join span s
  cross join lateral rate_cards(
    k.holders, k.providers, k.models, k.task_types, k.service_tiers, k.speeds, k.inference_geos, s.earliest, s.latest
  ) as card
),
priced as materialized (
  select row_number, side, rule, provider, model, basis, cost,
    unpriced_reason(side, lacks, cost) as reason, unpriced_detail(lacks, cost) as detail
  from (
    select s.row_number, s.side, s.rule, s.provider, s.model,
      case when c.is_any_model then 'any_model' when c.is_inferred then 'inferred' else 'named' end as basis,
      card_lacks(s.used, c::rate_card) as lacks, execution_cost(s.used, c::rate_card) as cost
    from sides s
    left join cards c
      on coalesce(c.organization_id, '00000000-0000-0000-0000-000000000000')
        = coalesce(s.holder, '00000000-0000-0000-0000-000000000000')
      and c.provider = s.provider and coalesce(c.model, '') = coalesce(s.model, '') and c.task_type = s.task_type
      and coalesce(c.service_tier, '') = coalesce(s.service_tier, '') and coalesce(c.speed, '') = coalesce(s.speed, '')
      and coalesce(c.inference_geo, '') = coalesce(s.inference_geo, '')
      and card_applies(c::rate_card, s.start_time, (s.used).input_tokens)
    -- Keeps the cost a column: as an expression it would be computed again at each use.
    offset 0
  ) as costs
)
select a.row_number, a.cost, a.reason, a.detail, a.basis, b.cost,
  case when b.row_number is null then 'baseline_not_set' else b.reason end, b.detail, b.provider, b.model, b.rule
from priced a
left join priced b on b.row_number = a.row_number and b.side = 'baseline'
where a.side = 'actual';
end $$;
