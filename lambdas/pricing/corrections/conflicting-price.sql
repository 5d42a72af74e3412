-- The first price that would overlap if a price were in force from one instant until before another: of the same scope,
-- unit and tier and of an overlapping part of the day. The version that ended where the price began does not count as long
-- as its end can move too, as correct_price does; moved to a later end, it needs that time as well.
with same_line as (
  select o.*,
    p.effective_date as corrected_from,
    o.effective_date < p.effective_date as is_before,
    o.end_date is not distinct from p.effective_date
      and (o.daily_start, o.daily_end) = (p.daily_start, p.daily_end) as is_version_before
  from provider_pricing p
  join provider_pricing o
    on o.superseded_at is null
    and o.id <> p.id
    and o.organization_id is not distinct from p.organization_id
    and o.provider = p.provider
    and o.model is not distinct from p.model
    and o.task_type is not distinct from p.task_type
    and o.pricing_model = p.pricing_model
    and o.above_input_tokens = p.above_input_tokens
    and o.service_tier is not distinct from p.service_tier
    and o.speed is not distinct from p.speed
    and o.inference_geo is not distinct from p.inference_geo
    and o.daily_start < p.daily_end and p.daily_start < o.daily_end
  where p.id = :price_id
)
select
  id, nullif(effective_date, '-infinity') as effective_date, end_date, daily_start, daily_end, is_before as "is_before!",
  is_version_before as "is_version_before!"
from same_line
where not (is_version_before and effective_date < :start::timestamptz)
  and tstzrange(effective_date, end_date) && tstzrange(
    case
      when exists (select from same_line where is_version_before) then least(corrected_from, :start::timestamptz)
      else :start::timestamptz
    end,
    :end?::timestamptz)
order by effective_date
limit 1
