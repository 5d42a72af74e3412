-- Organizations as the API shows them, by name: one of them, or those after a name and id. Row-level security narrows
-- them to the caller's; an operator sees all.
select
  o.id,
  o.name,
  o.time_zone,
  o.currency,
  o.retention_days,
  o.review_threshold,
  o.actual_cost_source,
  o.keep_descriptions,
  o.keep_error_messages,
  o.figures_by_person,
  o.archive,
  b.provider as "baseline_provider!",
  b.model as baseline_model,
  nullif(b.effective_date, '-infinity') as baseline_effective_date,
  m.role as "role?",
  k.may_write as "key_may_write?",
  o.created_at,
  o.updated_at
from organizations o
join organization_baselines b on b.organization_id = o.id and b.rule = 'organization' and b.end_date is null
left join memberships m on m.organization_id = o.id and m.subject = current_subject()
left join current_api_key k on k.organization_id = o.id
where (:id?::uuid is null or o.id = :id)
  and (:after_name?::text is null or (o.name, o.id) > (:after_name, :after_id?::uuid))
order by o.name, o.id
limit :limit
