select
  c.id, c.price_id, c.previous_price_id, p.organization_id, p.provider, p.model, p.task_type, p.service_tier, p.speed,
  p.inference_geo, p.pricing_model,
  p.above_input_tokens, p.daily_start, p.daily_end, c.previous_cost_per_unit, c.cost_per_unit,
  round(100 * (c.cost_per_unit - c.previous_cost_per_unit) / nullif(c.previous_cost_per_unit, 0), 2)::float8
    as change_percentage,
  nullif(p.effective_date, '-infinity') as effective_date, p.end_date, c.created_at
from price_changes c
join provider_pricing p on p.id = c.price_id
where (p.organization_id is null or p.organization_id = :organization_id?::uuid)
  and (:provider?::text is null or p.provider = :provider)
  and (:after?::bigint is null or c.id < :after)
order by c.id desc
limit :limit
