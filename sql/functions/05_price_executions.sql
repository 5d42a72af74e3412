-- Prices usage twice: under the rate card in force for the execution, and, the same usage, under the rate card of
-- its organization's baseline at that time. The one engine: ingest, recalculation, what-if and explanation call it.
-- Returns a row for every row of p_usage; a cost that cannot be known is null with the reason, never 0.
create or replace function price_executions(p_usage usage_to_price[])
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
usage as materialized (
  select u.*, b.provider as baseline_provider, b.model as baseline_model,
    b.provider is not null as has_baseline, h.organization_id as holder,
    coalesce(u.input_tokens, 0) as tier_tokens
  from unnest(p_usage) as u
  left join organization_baselines b
    on b.organization_id = u.organization_id
    and b.effective_date <= u.start_time
    and u.start_time < coalesce(b.end_date, 'infinity')
  left join contract_holders h on h.organization_id = u.organization_id
),
keys as (
  select holder, provider, model, task_type from usage
  union
  select holder, baseline_provider, baseline_model, task_type from usage where has_baseline
),
key_arrays as (
  select array_agg(holder) as holders, array_agg(provider) as providers, array_agg(model) as models,
    array_agg(task_type) as task_types
  from keys
),
span as (
  select min(start_time) as earliest, max(start_time) as latest from usage
),
cards as materialized (
  select c.*
  from key_arrays k
  cross join span s
  cross join lateral rate_cards(k.holders, k.providers, k.models, k.task_types, s.earliest, s.latest) as c
),
costs as materialized (
  select u.row_number, u.baseline_provider, u.baseline_model, u.has_baseline, u.compute_units,
    a.price_ids <> '{}' or (a.has_tiers and u.input_tokens is null) as actual_found, a.per_compute_unit as actual_per_compute_unit,
    b.price_ids <> '{}' or (b.has_tiers and u.input_tokens is null) as baseline_found, b.per_compute_unit as baseline_per_compute_unit,
    execution_cost(
      u.tokens_used, u.input_tokens, u.cache_read_tokens, u.cache_write_tokens, u.output_tokens, u.compute_units,
      a.has_tiers, a.per_token, a.per_input_token, a.per_cache_read_token, a.per_cache_write_token,
      a.per_output_token, a.per_request, a.per_compute_unit) as actual,
    execution_cost(
      u.tokens_used, u.input_tokens, u.cache_read_tokens, u.cache_write_tokens, u.output_tokens, u.compute_units,
      b.has_tiers, b.per_token, b.per_input_token, b.per_cache_read_token, b.per_cache_write_token,
      b.per_output_token, b.per_request, b.per_compute_unit) as baseline
  from usage u
  left join cards a
    on coalesce(a.organization_id, '00000000-0000-0000-0000-000000000000')
      = coalesce(u.holder, '00000000-0000-0000-0000-000000000000')
    and a.provider = u.provider
    and coalesce(a.model, '') = coalesce(u.model, '') and a.task_type = u.task_type
    and a.valid_from <= u.start_time and u.start_time < a.valid_to
    and (a.above_input_tokens = 0 or u.tier_tokens > a.above_input_tokens)
    and u.tier_tokens <= coalesce(a.up_to_input_tokens, u.tier_tokens)
  left join cards b
    on coalesce(b.organization_id, '00000000-0000-0000-0000-000000000000')
      = coalesce(u.holder, '00000000-0000-0000-0000-000000000000')
    and b.provider = u.baseline_provider
    and coalesce(b.model, '') = coalesce(u.baseline_model, '') and b.task_type = u.task_type
    and b.valid_from <= u.start_time and u.start_time < b.valid_to
    and (b.above_input_tokens = 0 or u.tier_tokens > b.above_input_tokens)
    and u.tier_tokens <= coalesce(b.up_to_input_tokens, u.tier_tokens)
),
reasons as materialized (
  select *,
    unpriced_reason('actual', coalesce(actual_found, false), actual, actual_per_compute_unit, compute_units) as actual_reason,
    case when not has_baseline then 'baseline_not_set' else
      unpriced_reason('baseline', coalesce(baseline_found, false), baseline, baseline_per_compute_unit, compute_units)
    end as baseline_reason
  from costs
)
select row_number,
  case when actual_reason is null then actual end,
  case when baseline_reason is null then baseline end,
  coalesce(actual_reason, baseline_reason),
  baseline_provider, baseline_model
from reasons;
end $$;
