-- New versions that differ by more than 10% from the price that they correct or else, each, from the version before it of
-- the same scope, unit, tier and part of the day. A price that was 0 and is more now has changed; 10% exactly is not more.
insert into price_changes (organization_id, price_id, previous_price_id, previous_cost_per_unit, cost_per_unit)
select p.organization_id, p.id, previous.id, previous.cost_per_unit, p.cost_per_unit
from provider_pricing p
cross join lateral (
  select b.id, b.cost_per_unit
  from provider_pricing b
  where case
    when :corrected_id?::uuid is not null then b.id = :corrected_id
    else b.superseded_at is null
      and b.organization_id is not distinct from p.organization_id
      and b.provider = p.provider
      and b.model is not distinct from p.model
      and b.task_type is not distinct from p.task_type
      and b.pricing_model = p.pricing_model
      and b.above_input_tokens = p.above_input_tokens
      and b.service_tier is not distinct from p.service_tier
      and b.speed is not distinct from p.speed
      and b.inference_geo is not distinct from p.inference_geo
      and (b.daily_start, b.daily_end) = (p.daily_start, p.daily_end)
      and b.effective_date < p.effective_date
  end
  order by b.effective_date desc
  limit 1
) as previous
where p.id = any (:new_ids::uuid[]) and abs(p.cost_per_unit - previous.cost_per_unit) > 0.1 * previous.cost_per_unit
order by p.effective_date
returning organization_id, price_id, previous_price_id, previous_cost_per_unit, cost_per_unit
