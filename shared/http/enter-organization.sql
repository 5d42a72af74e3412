-- The caller's role in one organization, and only if there is one (or $2: an operator is let in without), the
-- transaction becomes that organization's: a row that is filtered out never calls set_config. One round trip.
select
  m.role,
  o.time_zone,
  set_config('app.organization_id', o.id::text, true)
from organizations o
left join memberships m on m.organization_id = o.id and m.subject = current_subject()
where o.id = $1 and (m.role is not null or $2)
