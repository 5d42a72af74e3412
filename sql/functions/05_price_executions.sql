-- Prices usage twice: under the rate card in force for the execution, and, the same usage, under the rate card of
-- its baseline at that time. The one engine: ingest, recalculation, audit and explanation call it.
-- Returns a row for every row of p_executions; a cost that cannot be known is null with the reason, never 0. Each side is
-- rounded once, to 12 decimals.
create or replace function price_executions(p_executions execution_to_price[])
returns table (
  row_number integer,
  actual_cost numeric,
  baseline_cost numeric,
  unpriced_reason text,
  baseline_provider text,
  baseline_model text,
  unpriced_detail text,
  baseline_rule text,
  price_basis text
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
  union
  select distinct f.organization_id from price_factors f
  where f.superseded_at is null and f.organization_id is not null
),
other_rules as (
  select distinct b.organization_id from organization_baselines b where b.rule <> 'organization'
),
-- holder: the organization where it has contract prices, else null, so that all others share their rate cards.
executions as materialized (
  select e.*, coalesce(s.rule, b.rule) as baseline_rule,
    case when s.rule is null then b.provider else coalesce(s.provider, b.provider) end as baseline_provider,
    case when s.rule is null then b.model else s.model end as baseline_model,
    h.organization_id as holder, o.actual_cost_source = 'provider' as takes_provider_cost
  from unnest(p_executions) as e
  left join organization_baselines b
    on b.organization_id = e.organization_id and b.rule = 'organization'
    and b.effective_date <= e.start_time and e.start_time < coalesce(b.end_date, 'infinity')
  left join other_rules r on r.organization_id = e.organization_id
  -- Rows only where an organization has other rules than its one baseline.
  left join lateral (
    select * from baseline_by_rule(e, r.organization_id) where r.organization_id is not null
  ) as s on true
  left join contract_holders h on h.organization_id = e.organization_id
  left join organizations o on o.id = e.organization_id
),
-- Each execution as it ran and, where there is a baseline, as that would have run it. A speed and a place of inference are
-- the provider's own: another one is not asked for them.
sides as materialized (
  select row_number, 'actual' as side, holder, provider, model, task_type, start_time, used, per_request,
    price_condition(service_tier) as service_tier, price_condition(speed) as speed,
    price_condition(inference_geo) as inference_geo
  from executions
  union all
  select row_number, 'baseline', holder, baseline_provider, baseline_model, task_type, start_time, used, per_request,
    price_condition(service_tier), case when baseline_provider = provider then price_condition(speed) end,
    case when baseline_provider = provider then price_condition(inference_geo) end
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
-- Tiers are decided request by request where each is told.
requests as (
  select row_number, side, 1 as number, false as is_listed, holder, provider, model, task_type, start_time, service_tier, speed, inference_geo,
    used
  from sides
  where per_request is null
  union all
  select s.row_number, s.side, r.number::integer, true, s.holder, s.provider, s.model, s.task_type, s.start_time, s.service_tier,
    s.speed, s.inference_geo, jsonb_populate_record(null::usage, r.used)
  from sides s
  cross join lateral jsonb_array_elements(s.per_request) with ordinality as r (used, number)
  where s.per_request is not null
),
priced_requests as materialized (
  select row_number, side, number, is_listed, provider, model, basis, cost,
    unpriced_reason(side, lacks, cost) as reason, unpriced_detail(lacks, cost) as detail
  from (
    select s.row_number, s.side, s.number, s.is_listed, s.provider, s.model,
      case when c.is_any_model then 'any_model' when c.is_inferred then 'inferred' else 'named' end as basis,
      card_lacks(s.used, c::rate_card) as lacks, execution_cost(s.used, c::rate_card) as cost
    from requests s
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
),
priced as (
  select row_number, side, provider, model, basis, round(cost, 12) as cost, reason, detail
  from priced_requests
  where not is_listed
  union all
  select row_number, side, provider, model,
    case when bool_or(basis = 'any_model') then 'any_model' when bool_or(basis = 'inferred') then 'inferred' else 'named' end,
    round(sum(cost), 12),
    coalesce((array_agg(reason order by number) filter (where reason is not null))[1],
      unpriced_reason(side, null, sum(cost))),
    (array_agg(detail order by number) filter (where reason is not null))[1]
  from priced_requests
  where is_listed
  group by row_number, side, provider, model
),
settled as (
  select e.row_number, e.baseline_provider, e.baseline_model, e.baseline_rule, e.provider_cost,
    coalesce(e.cache_hit, false) as is_cached, e.unknown_usage, a.cost, a.basis, a.detail, b.cost as baseline_cost,
    b.detail as baseline_detail,
    case
      when e.cache_hit then null
      when e.unknown_usage is not null then 'usage_class_unknown'
      else a.reason
    end as reason,
    case
      when e.cache_hit then null
      when e.unknown_usage is not null then 'usage_class_unknown'
      when b.row_number is null then 'baseline_not_set'
      else b.reason
    end as baseline_reason,
    e.takes_provider_cost and e.provider_cost is not null as has_provider_cost
  from executions e
  join priced a on a.row_number = e.row_number and a.side = 'actual'
  left join priced b on b.row_number = e.row_number and b.side = 'baseline'
)
select row_number,
  case when is_cached then 0 when reason is null then cost when has_provider_cost then round(provider_cost, 12) end,
  case when is_cached then 0 when baseline_reason is null then baseline_cost end,
  case when reason is not null and not has_provider_cost then reason else baseline_reason end,
  baseline_provider, baseline_model,
  case
    when 'usage_class_unknown' in (reason, baseline_reason)
      then (select string_agg(key, ', ' order by key) from jsonb_object_keys(unknown_usage) as key)
    when reason is not null and not has_provider_cost then detail
    when baseline_reason is not null then baseline_detail
  end,
  baseline_rule,
  case
    when is_cached then null
    when reason is null then basis
    when has_provider_cost then 'provider_reported'
  end
from settled;
end $$;
