-- Supersedes a factor by a copy with the given values, as replace_price does a price. To be called with the price book
-- locked.
create or replace function replace_factor(
  p_factor price_factors, p_new_id uuid, p_created_by text, p_value numeric, p_effective_date timestamptz,
  p_end_date timestamptz
) returns void
language plpgsql volatile as $$
begin
  update price_factors set superseded_at = statement_timestamp(), superseded_by = p_new_id
  where id = p_factor.id and superseded_at is null;
  insert into price_factors (
    id, organization_id, provider, model, dimension, value, factor, effective_date, end_date, source, notes, created_by,
    created_at)
  values (
    p_new_id, p_factor.organization_id, p_factor.provider, p_factor.model, p_factor.dimension, p_factor.value, p_value,
    p_effective_date, p_end_date, p_factor.source, p_factor.notes, p_created_by, statement_timestamp());
end $$;

-- Adds a factor (its id and created_at are set here). An open-ended one for the same that it interrupts ends where it
-- begins and, if it has an end, is in force again from then on. Any other overlap raises exclusion_violation.
create or replace function add_factor(p_factor price_factors, out added_id uuid, out closed_id uuid, out resumed_id uuid)
language plpgsql volatile as $$
declare
  interrupted price_factors;
begin
  added_id := gen_random_uuid();
  select * into interrupted
  from price_factors f
  where f.superseded_at is null and f.end_date is null and f.effective_date < p_factor.effective_date
    and f.organization_id is not distinct from p_factor.organization_id and f.provider = p_factor.provider
    and f.model is not distinct from p_factor.model and f.dimension = p_factor.dimension and f.value = p_factor.value;
  if found then
    closed_id := gen_random_uuid();
    perform replace_factor(interrupted, closed_id, p_factor.created_by, interrupted.factor, interrupted.effective_date,
      p_factor.effective_date);
    if p_factor.end_date is not null then
      resumed_id := gen_random_uuid();
      perform replace_factor(interrupted, resumed_id, p_factor.created_by, interrupted.factor, p_factor.end_date, null);
    end if;
  end if;
  insert into price_factors (
    id, organization_id, provider, model, dimension, value, factor, effective_date, end_date, source, notes, created_by,
    created_at)
  values (
    added_id, p_factor.organization_id, p_factor.provider, p_factor.model, p_factor.dimension, p_factor.value,
    p_factor.factor, p_factor.effective_date, p_factor.end_date, p_factor.source, p_factor.notes, p_factor.created_by,
    statement_timestamp());
end $$;
