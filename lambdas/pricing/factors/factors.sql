-- @name add_price_factor
-- The factor is a row of price_factors, as JSON.
select added_id as "added_id!", closed_id, resumed_id from add_factor(jsonb_populate_record(null::price_factors, :factor))

-- @name factor_to_correct
-- What the caller may see of it: row-level security hides the contracts of others.
select
  id, organization_id, provider, model, factor, nullif(effective_date, '-infinity') as effective_date,
  end_date, superseded_by, superseded_at is not null as "is_superseded!",
  effective_date::text as "begins!", coalesce(end_date, 'infinity')::text as "ends!"
from price_factors
where id = :id

-- @name correct_price_factor
-- A copy with other values in its place. What is not given stays as it is.
select replace_factor(
  f, :new_id::uuid, current_subject(), coalesce(:factor?::numeric, f.factor), :effective_date::timestamptz, :end_date?::timestamptz)
from price_factors f
where f.id = :id

-- @name price_factors
-- Newest first. Contracts of one organization, where it is named: operators see all.
select
  id, organization_id, provider, model, dimension, value, factor,
  nullif(effective_date, '-infinity') as effective_date, end_date, source, notes, created_by, created_at,
  superseded_at, superseded_by,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position!"
from price_factors
where (organization_id is null or organization_id = :organization_id?::uuid)
  and (:id?::uuid is null or id = :id)
  and (:provider?::text is null or provider = :provider)
  and (:model?::text is null or model = :model)
  and (:dimension?::text is null or dimension = :dimension)
  and (:with_superseded::boolean or superseded_at is null)
  and (:after_time?::timestamptz is null or (created_at, id) < (:after_time::timestamptz, :after_id?::uuid))
order by created_at desc, id desc
limit :limit
