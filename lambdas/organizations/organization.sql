-- Organizations as the API shows them, by name: $1 one of them or null for all, $2 and $3 the name and id after
-- which to read on or null, $4 how many. Row-level security narrows them to the caller's; an operator sees all.
select
  o.id,
  o.name,
  o.time_zone,
  o.currency,
  o.retention_days,
  o.review_threshold,
  b.provider as baseline_provider,
  b.model as baseline_model,
  nullif(b.effective_date, '-infinity') as baseline_effective_date,
  m.role,
  o.created_at,
  o.updated_at
from organizations o
join organization_baselines b on b.organization_id = o.id and b.end_date is null
left join memberships m on m.organization_id = o.id and m.subject = current_subject()
where ($1::uuid is null or o.id = $1)
  and ($2::text is null or (o.name, o.id) > ($2, $3::uuid))
order by o.name, o.id
limit $4
