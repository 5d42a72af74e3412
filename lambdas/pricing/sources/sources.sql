-- @name price_sources
select provider, price_source, set_by, set_at, applied_source is not distinct from price_source as "is_applied!"
from price_sources
where :provider?::text is null or provider = :provider
order by provider

-- @name known_sources
-- Those that have list prices of their own name.
select distinct provider
from provider_pricing
where source = 'provider_api' and organization_id is null and superseded_at is null
  and provider not in (select s.provider from price_sources s where s.applied_source is distinct from s.provider)
order by provider

-- @name set_source
-- What was applied before stays so until the next import.
insert into price_sources as s (provider, price_source, set_by, applied_source)
values (:provider, :price_source?, :set_by, :provider)
on conflict (provider) do update
set price_source = excluded.price_source, set_by = excluded.set_by, set_at = now()
