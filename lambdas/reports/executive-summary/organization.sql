-- $1 organization, $2 and $3 first and last day, $4 its time zone. Its name, beside each baseline that was in force in the
-- range; one row without a baseline where there is none.
select
  o.name,
  b.provider,
  b.model,
  nullif(b.effective_date, '-infinity') as start,
  b.end_date as end
from organizations o
left join organization_baselines b
  on b.organization_id = o.id
  and b.effective_date < first_instant_of_day($3::date + 1, $4)
  and (b.end_date is null or b.end_date > first_instant_of_day($2::date, $4))
where o.id = $1
order by b.effective_date
