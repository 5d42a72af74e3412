-- The price book, cut into cells for the given keys (parallel arrays; null model: the execution named none) and for
-- start times in [p_from, p_to]. Each cell holds one price per unit, so a consumer only has to find its cell:
--
--   the key's provider, model, task type and conditions; organization_id is set where the organization has contract prices
--   valid_from <= start_time < valid_to
--   above_input_tokens < input_tokens <= up_to_input_tokens, 0 belonging to the lowest tier
--
-- Candidates are ranked contract over list (4), model over any (2), task type over any (1). The most specific scope
-- with a candidate in force wins, and all its prices form the rate card. A price of a part of the day is in force
-- within it (UTC) on each of its days.
--
-- Conditions are a service tier, a speed and a place of inference, each null where it is the default. A price for a
-- condition is a candidate of executions under it alone. Of the winning scope's prices for tokens, those for the most
-- conditions stand together and alone; each condition that is left multiplies them by that scope's own factor for it, and
-- where there is none token_factor is null and missing_condition names it.
--
-- Keys of organizations without contracts are one key, so 200 organizations cost no more than one.
create or replace function rate_cards(
  p_organization_ids uuid[],
  p_providers text[],
  p_models text[],
  p_task_types text[],
  p_service_tiers text[],
  p_speeds text[],
  p_inference_geos text[],
  p_from timestamptz,
  p_to timestamptz
) returns setof rate_card
language plpgsql stable parallel safe
-- Row estimates of what is computed here are guesses; a nested loop over a wrong guess is quadratic in a batch.
set enable_nestloop = off
set jit = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  return query
-- A contract's factors are for its prices alone: whoever has no more than factors has the cards of the list.
with contract_holders as (
  select distinct organization_id from provider_pricing
  where superseded_at is null and organization_id = any (p_organization_ids)
),
keys as materialized (
  select row_number() over () as key_number, organization_id, provider, model, task_type, service_tier, speed, inference_geo
  from (
    select distinct h.organization_id, k.provider, k.model, k.task_type, k.service_tier, k.speed, k.inference_geo
    from unnest(
      p_organization_ids, p_providers, p_models, p_task_types, p_service_tiers, p_speeds, p_inference_geos
    ) as k (organization_id, provider, model, task_type, service_tier, speed, inference_geo)
    left join contract_holders h using (organization_id)
  ) as distinct_keys
),
scopes as (
  select key_number, scope_rank, provider, service_tier, speed, inference_geo,
    case when scope_rank & 4 = 4 then organization_id end as organization_id,
    case when scope_rank & 2 = 2 then model end as model,
    case when scope_rank & 1 = 1 then task_type end as task_type
  from keys
  cross join generate_series(0, 7) as scope_rank
  where (scope_rank & 4 = 0 or organization_id is not null) and (scope_rank & 2 = 0 or model is not null)
),
matching as materialized (
  select s.key_number, s.scope_rank, p.id, p.pricing_model, p.above_input_tokens, p.cost_per_unit, p.is_inferred,
    4 * (p.service_tier is not null)::integer + 2 * (p.speed is not null)::integer
      + (p.inference_geo is not null)::integer as conditions,
    greatest(p.effective_date, p_from) as valid_from, coalesce(p.end_date, 'infinity') as valid_to,
    p.daily_start, p.daily_end, p.daily_start = '00:00' and p.daily_end = '24:00' as all_day
  from scopes s
  join provider_pricing p
    on p.provider = s.provider
    and coalesce(p.organization_id, '00000000-0000-0000-0000-000000000000')
      = coalesce(s.organization_id, '00000000-0000-0000-0000-000000000000')
    and coalesce(p.model, '') = coalesce(s.model, '')
    and coalesce(p.task_type, '') = coalesce(s.task_type, '')
  where p.superseded_at is null
    and p.effective_date <= p_to
    and coalesce(p.end_date, 'infinity') > p_from
    and (p.service_tier is null or p.service_tier = s.service_tier)
    and (p.speed is null or p.speed = s.speed)
    and (p.inference_geo is null or p.inference_geo = s.inference_geo)
),
-- A price of a part of the day is as many candidates as there are days.
candidates as materialized (
  select key_number, scope_rank, id, pricing_model, above_input_tokens, cost_per_unit, is_inferred, conditions,
    valid_from, valid_to
  from matching
  where all_day
  union all
  select key_number, scope_rank, id, pricing_model, above_input_tokens, cost_per_unit, is_inferred, conditions,
    greatest(valid_from, (day + daily_start) at time zone 'UTC'),
    least(valid_to, (day + daily_end) at time zone 'UTC')
  from matching
  cross join lateral generate_series(
    date_trunc('day', valid_from at time zone 'UTC'), least(valid_to, p_to) at time zone 'UTC', '1 day') as day
  where not all_day
    and greatest(valid_from, (day + daily_start) at time zone 'UTC')
      < least(valid_to, (day + daily_end) at time zone 'UTC')
    and (day + daily_start) at time zone 'UTC' <= p_to
),
-- The factors of the keys' conditions; the more specific of a model is the one.
factors as materialized (
  select k.key_number, f.id, f.dimension, f.factor, f.organization_id is not null as is_contract,
    f.model is not null as is_of_model,
    greatest(f.effective_date, p_from) as valid_from, coalesce(f.end_date, 'infinity') as valid_to
  from keys k
  cross join lateral (
    values ('service_tier', k.service_tier), ('speed', k.speed), ('inference_geo', k.inference_geo)
  ) as condition (dimension, value)
  join price_factors f
    on f.provider = k.provider and f.dimension = condition.dimension and f.value = condition.value
    and (f.organization_id is null or f.organization_id = k.organization_id)
    and (f.model is null or f.model = k.model)
  where f.superseded_at is null and f.effective_date <= p_to and coalesce(f.end_date, 'infinity') > p_from
),
intervals as (
  select key_number, instant as valid_from,
    lead(instant, 1, 'infinity') over (partition by key_number order by instant) as valid_to
  from (
    select key_number, valid_from as instant from candidates
    union
    select key_number, valid_to from candidates where valid_to <= p_to
    union
    select key_number, valid_from from factors
    union
    select key_number, valid_to from factors where valid_to <= p_to
  ) as instants
),
in_force as (
  select i.key_number, i.valid_from, i.valid_to, c.id, c.pricing_model, c.above_input_tokens, c.cost_per_unit,
    c.is_inferred, c.conditions, c.scope_rank, max(c.scope_rank) over (partition by i.key_number, i.valid_from) as best_rank,
    c.pricing_model not in ('per_request', 'per_compute_unit', 'per_web_search') as is_of_tokens
  from intervals i
  join candidates c
    on c.key_number = i.key_number and c.valid_from <= i.valid_from and i.valid_from < c.valid_to
),
-- More conditions are better; of as many, a service tier, then a speed. Tokens have one choice, other units each their own.
chosen as (
  select *,
    rank() over (
      partition by key_number, valid_from, case when is_of_tokens then 'tokens' else pricing_model end
      order by bit_count(conditions::bit(3)) desc, conditions desc) as condition_rank
  from in_force
  where scope_rank = best_rank
),
prices as materialized (
  select * from chosen where condition_rank = 1
),
-- What the prices of each interval leave to factors; where none is for tokens, what none of them is for. Of a condition that is
-- the default or that the prices are for, the factor is 1.
conditions as materialized (
  select p.key_number, p.valid_from, p.best_rank,
    array_agg(case when d.value is null or p.conditions & d.bit = d.bit then 1 else f.factor end order by d.bit) as factors,
    array_agg(f.id order by d.bit desc) filter (where f.id is not null) as factor_ids,
    (array_agg(d.dimension || '=' || d.value order by d.bit desc)
      filter (where p.conditions & d.bit = 0 and f.id is null and d.value is not null))[1] as missing_condition
  from (
    select key_number, valid_from, best_rank,
      coalesce(max(conditions) filter (where is_of_tokens), bit_or(conditions)) as conditions
    from prices
    group by key_number, valid_from, best_rank
  ) as p
  join keys k using (key_number)
  cross join lateral (
    values ('service_tier', k.service_tier, 4), ('speed', k.speed, 2), ('inference_geo', k.inference_geo, 1)
  ) as d (dimension, value, bit)
  left join lateral (
    select f.id, f.factor from factors f
    where f.key_number = p.key_number and f.dimension = d.dimension and f.is_contract = (p.best_rank & 4 = 4)
      and f.valid_from <= p.valid_from and p.valid_from < f.valid_to
    order by f.is_of_model desc
    limit 1
  ) as f on p.conditions & d.bit = 0
  group by p.key_number, p.valid_from, p.best_rank
),
-- The lowest tier starts at 0 even where no price does: a card without a price is how that is told.
tiers as (
  select key_number, valid_from, valid_to, above_input_tokens,
    lead(above_input_tokens) over cell as up_to_input_tokens,
    max(above_input_tokens) over (partition by key_number, valid_from) > 0 as has_tiers
  from (
    select key_number, valid_from, valid_to, above_input_tokens from prices
    union
    select key_number, valid_from, valid_to, 0 from prices
  ) as distinct_tiers
  window cell as (partition by key_number, valid_from order by above_input_tokens)
),
-- Within a cell, a unit's highest tier replaces its lower ones.
cells as (
  select distinct on (t.key_number, t.valid_from, t.above_input_tokens, p.pricing_model)
    t.key_number, t.valid_from, t.valid_to, t.above_input_tokens, t.up_to_input_tokens, t.has_tiers,
    p.id, p.pricing_model, p.cost_per_unit, p.is_inferred
  from tiers t
  left join prices p
    on p.key_number = t.key_number and p.valid_from = t.valid_from
    and p.above_input_tokens <= t.above_input_tokens
  order by t.key_number, t.valid_from, t.above_input_tokens, p.pricing_model, p.above_input_tokens desc
)
select
  k.organization_id, k.provider, k.model, k.task_type, c.valid_from, c.valid_to, c.above_input_tokens,
  c.up_to_input_tokens, c.has_tiers,
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_token'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_input_token'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_cache_read_token'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_cache_write_token'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_output_token'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_request'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_compute_unit'),
  coalesce(array_agg(c.id order by c.pricing_model) filter (where c.id is not null), '{}'),
  k.service_tier, k.speed, k.inference_geo, t.factors[1] * t.factors[2] * t.factors[3], t.missing_condition, t.best_rank & 2 = 0,
  coalesce(bool_or(c.is_inferred), false),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_cache_write_1h_token'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_reasoning_token'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_audio_input_token'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_audio_output_token'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_image_input_token'),
  max(c.cost_per_unit) filter (where c.pricing_model = 'per_web_search'),
  coalesce(t.factor_ids, '{}')
from cells c
join keys k using (key_number)
join conditions t using (key_number, valid_from)
group by k.organization_id, k.provider, k.model, k.task_type, k.service_tier, k.speed, k.inference_geo, c.valid_from,
  c.valid_to, c.above_input_tokens, c.up_to_input_tokens, c.has_tiers, t.factors, t.missing_condition,
  t.best_rank, t.factor_ids;
end $$;
