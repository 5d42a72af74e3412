-- @name stored_factors
-- List factors in force. Times are epoch milliseconds, infinite where they are open.
select
  id, provider, model, dimension, value, factor, source,
  (extract(epoch from effective_date) * 1000)::double precision as "effective_from!",
  (extract(epoch from coalesce(end_date, 'infinity')) * 1000)::double precision as "effective_until!"
from price_factors
where organization_id is null and superseded_at is null

-- @name supersede_factors
update price_factors f
set superseded_at = clock_timestamp(), superseded_by = s.by
from jsonb_to_recordset(:superseded::jsonb) as s (id uuid, by uuid)
where f.id = s.id

-- @name insert_factors
insert into price_factors (
  id, provider, model, dimension, value, factor, effective_date, end_date, source, notes, created_by, created_at
)
select
  id, provider, model, dimension, value, factor, effective_date, end_date, 'provider_api', notes, 'price-feed',
  clock_timestamp()
from jsonb_to_recordset(:factors::jsonb) as f (
  id uuid, provider text, model text, dimension text, value text, factor numeric, effective_date timestamptz,
  end_date timestamptz, notes text)
