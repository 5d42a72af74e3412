-- What was paid for models whose list price is disputed today, where no contract of the organization prices them. Prices that
-- are disputed are few, so that all but their rollups are passed by.
select
  coalesce(sum(r.executions), 0)::bigint as "executions!",
  coalesce(sum(r.actual_cost + r.failed_cost + r.uncompared_cost), 0) as "actual_cost!"
from current_measures r
where r.organization_id = :organization_id and r.day between :start::date and :end::date
  and exists (select from price_disputes d where d.provider = r.provider and d.model = r.model)
  and not exists (
    select from provider_pricing p
    where p.organization_id = r.organization_id and p.superseded_at is null and p.provider = r.provider
      and coalesce(p.model, r.model) = r.model)
