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
  if not exists (
    select from unnest(p_executions) as e
    where e.per_request is not null or e.cache_hit or e.unknown_usage is not null or e.provider_cost is not null
  ) then
    return query
    select s.row_number,
      case when s.actual_reason is null then round(s.actual_cost, 12) end,
      case when s.baseline_reason is null then round(s.baseline_cost, 12) end,
      coalesce(s.actual_reason, s.baseline_reason), s.baseline_provider, s.baseline_model,
      case when s.actual_reason is null then s.baseline_detail else s.actual_detail end, s.baseline_rule,
      case when s.actual_reason is null then s.price_basis end
    from price_sides(p_executions) as s;
    return;
  end if;

  return query
with executions as materialized (
  select e, e.row_number, coalesce(e.cache_hit, false) as is_cached,
    (select string_agg(key, ', ' order by key) from jsonb_object_keys(e.unknown_usage) as key) as unknown_classes,
    case when o.actual_cost_source = 'provider' then round(e.provider_cost, 12) end as provider_cost
  from unnest(p_executions) as e
  left join organizations o on o.id = e.organization_id
),
-- Where each request is told, its context tier is decided by itself: it is priced as an execution of its own.
requests as materialized (
  select e.row_number as execution, r.number, row_number() over ()::integer as row_number, e.e as execution_to_price, r.used
  from executions e
  cross join lateral (
    select 1 as number, null::jsonb as used where (e.e).per_request is null
    union all
    -- With every attribute: what a request does not report is not that of the whole.
    select listed.number, to_jsonb(jsonb_populate_record(null::usage, listed.used))
    from jsonb_array_elements((e.e).per_request) with ordinality as listed (used, number)
  ) as r
),
sides as materialized (
  select r.execution, r.number, s.*
  from price_sides((
    select array_agg(
      case
        when used is null then jsonb_populate_record(execution_to_price, jsonb_build_object('row_number', row_number))
        else jsonb_populate_record(
          execution_to_price, jsonb_build_object('row_number', row_number, 'used', used, 'per_request', null))
      end)
    from requests
  )) as s
  join requests r on r.row_number = s.row_number
),
-- The first request of which a cost is not known tells why.
summed as (
  select execution,
    sum(actual_cost) as actual_cost,
    (array_agg(actual_reason order by number) filter (where actual_reason is not null))[1] as actual_reason,
    (array_agg(actual_detail order by number) filter (where actual_reason is not null))[1] as actual_detail,
    case
      when bool_or(price_basis = 'any_model') then 'any_model'
      when bool_or(price_basis = 'inferred') then 'inferred'
      else 'named'
    end as price_basis,
    sum(baseline_cost) as baseline_cost,
    (array_agg(baseline_reason order by number) filter (where baseline_reason is not null))[1] as baseline_reason,
    (array_agg(baseline_detail order by number) filter (where baseline_reason is not null))[1] as baseline_detail,
    min(baseline_provider) as baseline_provider, min(baseline_model) as baseline_model, min(baseline_rule) as baseline_rule
  from sides
  group by execution
),
settled as (
  select s.*, e.is_cached, e.unknown_classes, e.provider_cost,
    case
      when e.is_cached then null
      when e.unknown_classes is not null then 'usage_class_unknown'
      else coalesce(s.actual_reason, unpriced_reason('actual', null, s.actual_cost))
    end as actual,
    case
      when e.is_cached then null
      when e.unknown_classes is not null then 'usage_class_unknown'
      else coalesce(s.baseline_reason, unpriced_reason('baseline', null, s.baseline_cost))
    end as baseline
  from summed s
  join executions e on e.row_number = s.execution
)
select execution,
  case when is_cached then 0 when actual is null then round(actual_cost, 12) else provider_cost end,
  case when is_cached then 0 when baseline is null then round(baseline_cost, 12) end,
  case when provider_cost is null then coalesce(actual, baseline) else baseline end,
  baseline_provider, baseline_model,
  case
    when actual = 'usage_class_unknown' then unknown_classes
    when actual is not null and provider_cost is null then actual_detail
    when baseline is not null then baseline_detail
  end,
  baseline_rule,
  case when is_cached then null when actual is null then price_basis when provider_cost is not null then 'provider_reported' end
from settled;
end $$;
