-- Versions of a provider's prices, or of one model, task type, or an organization's too; all, or those known at an
-- instant. Versions are never deleted, so the place of the one after which to read on stays. The reason is that of the
-- recalculation which a correction starts.
with placed as (
  select p.*,
    row(
      coalesce(p.model, ''), coalesce(p.task_type, ''),
      coalesce(p.organization_id, '00000000-0000-0000-0000-000000000000'), coalesce(p.service_tier, ''),
      coalesce(p.speed, ''), coalesce(p.inference_geo, ''), p.pricing_model, p.above_input_tokens,
      p.daily_start, p.daily_end, p.effective_date, p.created_at, p.id) as place
  from provider_pricing p
  where p.provider = :provider
    and (:model?::text is null or p.model = :model)
    and (:task_type?::text is null or p.task_type = :task_type)
    and (p.organization_id is null or p.organization_id = :organization_id?::uuid)
)
select
  p.id, p.organization_id, p.provider, p.model, p.task_type, p.service_tier, p.speed, p.inference_geo, p.is_inferred,
  p.pricing_model, p.above_input_tokens, p.daily_start,
  p.daily_end, p.cost_per_unit, p.currency, nullif(p.effective_date, '-infinity') as effective_date, p.end_date, p.source,
  p.confirmed_on, p.notes, p.created_by, p.superseded_by, c.reason as correction_reason, p.created_at as known_from,
  p.superseded_at as known_until
from placed p
left join recalculations c on c.price_id = p.id and c.cause = 'price_correction' and not c.dry_run
where (
    :as_of?::timestamptz is null
    or (
      date_trunc('milliseconds', p.created_at) <= :as_of
      and date_trunc('milliseconds', coalesce(p.superseded_at, 'infinity')) > :as_of)
  )
  and (:after?::uuid is null or p.place > (select place from placed where id = :after))
order by p.place
limit :limit
