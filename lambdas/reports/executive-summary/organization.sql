-- The name of an organization, beside each baseline that was in force in the range; one row without a baseline where there
-- is none.
select
  o.name,
  b.provider as "provider?",
  b.model,
  nullif(b.effective_date, '-infinity') as start,
  b.end_date as "end"
from organizations o
left join organization_baselines b
  on b.organization_id = o.id and b.rule = 'organization'
  and b.effective_date < first_instant_of_day(:end::date + 1, :time_zone)
  and (b.end_date is null or b.end_date > first_instant_of_day(:start::date, :time_zone))
where o.id = :organization_id
order by b.effective_date
