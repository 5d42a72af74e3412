-- Which of these pairs may be stored: the organization is open, or the principal serves it or all.
select pair.organization_id as "organization_id!", pair.principal
from unnest(:organization_ids::uuid[], :principals::text[]) as pair (organization_id, principal)
join organizations o on o.id = pair.organization_id
where not o.producers_enforced
  or exists (
    select from producers p
    where p.principal = pair.principal and (p.organization_id = o.id or p.organization_id is null))
