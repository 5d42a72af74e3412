-- Replaces a price that was wrong: supersedes it by a copy with another cost, beginning or end, whose id it returns. The
-- version before it ends where the corrected one now begins, if the two touched; nothing else moves.
--
--   p_correction  {"cost_per_unit"?, "effective_date"?, "end_date"?, "corrected_by"}; what is not there stays as it is,
--                 an end_date of null makes the price open-ended
--
-- Raises object_not_in_prerequisite_state for a price that is superseded already, exclusion_violation where the
-- corrected price would overlap another one, and check_violation for what no price may be. A price of the feed that
-- was corrected by hand is a manual entry from then on, which the feed leaves alone.
create or replace function correct_price(p_price_id uuid, p_correction jsonb) returns uuid
language plpgsql volatile as $$
declare
  wrong provider_pricing;
  before provider_pricing;
  corrected_id uuid := gen_random_uuid();
  new_effective_date timestamptz;
begin
  select * into wrong from provider_pricing where id = p_price_id for update;
  if wrong.superseded_at is not null then
    raise exception 'the price is superseded by %', wrong.superseded_by
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  new_effective_date := coalesce((p_correction ->> 'effective_date')::timestamptz, wrong.effective_date);

  update provider_pricing set superseded_at = statement_timestamp(), superseded_by = corrected_id
  where id = wrong.id;
  if new_effective_date <> wrong.effective_date then
    select * into before from provider_pricing p
    where p.superseded_at is null
      and p.end_date = wrong.effective_date and p.effective_date < new_effective_date
      and p.organization_id is not distinct from wrong.organization_id and p.provider = wrong.provider
      and p.model is not distinct from wrong.model and p.task_type is not distinct from wrong.task_type
      and p.pricing_model = wrong.pricing_model and p.above_input_tokens = wrong.above_input_tokens
      and p.service_tier is not distinct from wrong.service_tier and p.speed is not distinct from wrong.speed
      and p.inference_geo is not distinct from wrong.inference_geo
      and p.daily_start = wrong.daily_start and p.daily_end = wrong.daily_end
    for update;
    if found then
      perform replace_price(before, gen_random_uuid(), p_correction ->> 'corrected_by',
        before.cost_per_unit, before.effective_date, new_effective_date, before.source);
    end if;
  end if;
  perform replace_price(wrong, corrected_id, p_correction ->> 'corrected_by',
    coalesce((p_correction ->> 'cost_per_unit')::numeric, wrong.cost_per_unit), new_effective_date,
    case when p_correction ? 'end_date' then (p_correction ->> 'end_date')::timestamptz else wrong.end_date end,
    case when wrong.source = 'provider_api' then 'manual_entry' else wrong.source end);
  return corrected_id;
end $$;

-- Supersedes a price, if that is not done yet, by a copy with the given values. To be called with the price book locked.
-- The statement's time and not the transaction's: a transaction that waited for the lock began before what it now
-- replaces, which would be superseded before it was known.
create or replace function replace_price(
  p_price provider_pricing, p_new_id uuid, p_created_by text, p_cost_per_unit numeric, p_effective_date timestamptz,
  p_end_date timestamptz, p_source text
) returns void
language plpgsql volatile as $$
begin
  update provider_pricing set superseded_at = statement_timestamp(), superseded_by = p_new_id
  where id = p_price.id and superseded_at is null;
  p_price.id := p_new_id;
  p_price.cost_per_unit := p_cost_per_unit;
  p_price.effective_date := p_effective_date;
  p_price.end_date := p_end_date;
  -- What somebody enters by hand for a name is for that name.
  p_price.is_inferred := p_price.is_inferred and p_source = 'provider_api';
  p_price.source := p_source;
  p_price.created_by := p_created_by;
  p_price.created_at := statement_timestamp();
  p_price.superseded_at := null;
  p_price.superseded_by := null;
  -- The whole row: a column that prices get later is copied too.
  insert into provider_pricing select (p_price).*;
end $$;
