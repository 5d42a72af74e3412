-- The price book, cut into cells for the given keys (parallel arrays; null model: the execution named none) and for
-- start times in [p_from, p_to]. Each cell holds one price per unit, so a consumer only has to find its cell:
--
--   the key's provider, model and task type; organization_id is set where the organization has contract prices
--   valid_from <= start_time < valid_to
--   above_input_tokens < input_tokens <= up_to_input_tokens, 0 belonging to the lowest tier
--
-- Candidates are ranked contract over list (4), model over any (2), task type over any (1). The most specific scope
-- with a candidate in force wins, and all its prices form the rate card. A price of a part of the day is in force
-- within it (UTC) on each of its days.
--
-- Keys of organizations without contracts are one key, so 200 organizations cost no more than one.
create or replace function rate_cards(
  p_organization_ids uuid[],
  p_providers text[],
  p_models text[],
  p_task_types text[],
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
with contract_holders as (
  select distinct organization_id from provider_pricing
  where superseded_at is null and organization_id = any (p_organization_ids)
),
keys as materialized (
  select row_number() over () as key_number, organization_id, provider, model, task_type
  from (
    select distinct h.organization_id, k.provider, k.model, k.task_type
    from unnest(p_organization_ids, p_providers, p_models, p_task_types)
      as k (organization_id, provider, model, task_type)
    left join contract_holders h using (organization_id)
  ) as distinct_keys
),
scopes as (
  select distinct key_number, scope_rank, provider,
    case when scope_rank & 4 = 4 then organization_id end as organization_id,
    case when scope_rank & 2 = 2 then model end as model,
    case when scope_rank & 1 = 1 then task_type end as task_type
  from keys
  cross join generate_series(0, 7) as scope_rank
  where (scope_rank & 4 = 0 or organization_id is not null) and (scope_rank & 2 = 0 or model is not null)
),
matching as materialized (
  select s.key_number, s.scope_rank, p.id, p.pricing_model, p.above_input_tokens, p.cost_per_unit,
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
),
-- A price of a part of the day is as many candidates as there are days.
candidates as materialized (
  select key_number, scope_rank, id, pricing_model, above_input_tokens, cost_per_unit, valid_from, valid_to
  from matching
  where all_day
  union all
  select key_number, scope_rank, id, pricing_model, above_input_tokens, cost_per_unit,
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
intervals as (
  select key_number, instant as valid_from,
    lead(instant, 1, 'infinity') over (partition by key_number order by instant) as valid_to
  from (
    select key_number, valid_from as instant from candidates
    union
    select key_number, valid_to from candidates where valid_to <= p_to
  ) as instants
),
in_force as (
  select i.key_number, i.valid_from, i.valid_to, c.id, c.pricing_model, c.above_input_tokens, c.cost_per_unit,
    c.scope_rank, max(c.scope_rank) over (partition by i.key_number, i.valid_from) as best_rank
  from intervals i
  join candidates c
    on c.key_number = i.key_number and c.valid_from <= i.valid_from and i.valid_from < c.valid_to
),
prices as materialized (
  select * from in_force where scope_rank = best_rank
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
    p.id, p.pricing_model, p.cost_per_unit
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
  coalesce(array_agg(c.id order by c.pricing_model) filter (where c.id is not null), '{}')
from cells c
join keys k using (key_number)
group by k.organization_id, k.provider, k.model, k.task_type, c.valid_from, c.valid_to, c.above_input_tokens,
  c.up_to_input_tokens, c.has_tiers;
end $$;
