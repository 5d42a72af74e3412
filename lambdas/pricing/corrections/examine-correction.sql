-- A price as it is and as it would be. Without a cost or a beginning that stays; so does the end, unless it is given, which
-- may be none. Instants as text, so that they lose no microseconds on the way back.
select
  p.superseded_at is not null as "is_superseded!",
  p.superseded_by,
  c.cost_per_unit <> p.cost_per_unit as "changes_cost!",
  c.effective_date <> p.effective_date as "changes_effective_date!",
  c.end_date is distinct from p.end_date as "changes_end_date!",
  coalesce(c.end_date <= c.effective_date, false) as "is_inverted!",
  p.pricing_model = 'per_compute_unit' and c.cost_per_unit <> round(c.cost_per_unit, 6) as "has_too_many_decimals!",
  c.effective_date::text as "effective_date!",
  c.end_date::text as end_date,
  least(p.effective_date, c.effective_date)::text as "touched_from!",
  greatest(coalesce(p.end_date, 'infinity'), coalesce(c.end_date, 'infinity'))::text as "touched_until!"
from provider_pricing p
cross join lateral (
  select
    coalesce(:cost_per_unit?::numeric, p.cost_per_unit) as cost_per_unit,
    coalesce(:effective_date?::timestamptz, p.effective_date) as effective_date,
    case when :has_end::boolean then :end_date?::timestamptz else p.end_date end as end_date
) as c
where p.id = :price_id
