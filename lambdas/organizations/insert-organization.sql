-- The first baseline holds from the beginning of time, so that history sent later is compared too.
with created as (
  insert into organizations (name, time_zone, retention_days, review_threshold)
  values ($1, $2, $3, $4)
  returning id
)
insert into organization_baselines (organization_id, provider, model, effective_date, created_by)
select id, $5, $6, '-infinity', current_subject()
from created
returning organization_id as id
