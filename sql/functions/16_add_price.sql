-- Adds a price (its id, created_at and supersession are set here). An open-ended price that it interrupts, given by
-- its id, is superseded by a copy that ends where the new one begins and, if the new one has an end, by another copy
-- from that end on, so that no time is left without a price that nobody asked to end. Returns the ids of all three.
--
-- To be called with the price book locked. One statement, and its own time rather than the transaction's: a transaction
-- that waited for the lock began before what it now follows, and no version may be known before it was made.
create or replace function add_price(
  p_price provider_pricing, p_interrupted_id uuid, out added_id uuid, out closed_id uuid, out resumed_id uuid
)
language plpgsql volatile as $$
declare
  interrupted provider_pricing;
begin
  added_id := gen_random_uuid();
  if p_interrupted_id is not null then
    select * into strict interrupted from provider_pricing where id = p_interrupted_id;
    closed_id := gen_random_uuid();
    perform replace_price(interrupted, closed_id, p_price.created_by, interrupted.cost_per_unit,
      interrupted.effective_date, p_price.effective_date, interrupted.source);
    if p_price.end_date is not null then
      resumed_id := gen_random_uuid();
      perform replace_price(interrupted, resumed_id, p_price.created_by, interrupted.cost_per_unit,
        p_price.end_date, null, interrupted.source);
    end if;
  end if;
  insert into provider_pricing (
    id, organization_id, provider, model, task_type, service_tier, speed, inference_geo, pricing_model,
    above_input_tokens, daily_start, daily_end, cost_per_unit, currency, effective_date, end_date, source, notes,
    created_by, created_at)
  values (
    added_id, p_price.organization_id, p_price.provider, p_price.model, p_price.task_type,
    price_condition(p_price.service_tier), price_condition(p_price.speed), price_condition(p_price.inference_geo),
    p_price.pricing_model, p_price.above_input_tokens, p_price.daily_start, p_price.daily_end, p_price.cost_per_unit,
    p_price.currency, p_price.effective_date, p_price.end_date, p_price.source, p_price.notes, p_price.created_by,
    statement_timestamp());
end $$;
