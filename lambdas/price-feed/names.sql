-- @name price_sources_of
select provider, price_source, applied_source from price_sources

-- @name apply_price_sources
-- What the import has taken over.
update price_sources p
set applied_source = p.price_source
from jsonb_to_recordset(:settings::jsonb) as s (provider text, price_source text)
where p.provider = s.provider and p.price_source is not distinct from s.price_source
  and p.applied_source is distinct from p.price_source

-- @name names_to_look_up
select provider, model from model_names where looked_up_at is null

-- @name look_up_names
-- Those that the import has read: a batch may have brought others since.
update model_names n
set looked_up_at = clock_timestamp()
from jsonb_to_recordset(:names::jsonb) as r (provider text, model text)
where n.provider = r.provider and n.model = r.model and n.looked_up_at is null

-- @name is_anything_new
-- Names that no import has looked up yet, and providers that are billed by another source than at the last one.
select
  exists (select from model_names where looked_up_at is null)
  or exists (select from price_sources where applied_source is distinct from price_source) as "is_new!"
