-- @name set_caller
-- Who asks, for row-level security. The third argument makes it SET LOCAL: it ends with the transaction, so the
-- next tenant on this connection, or behind a transaction pooler, never meets it.
select
  set_config('app.subject', :subject, true) as subject,
  set_config('app.operator', :is_operator, true) as operator

-- @name enter_organization
-- The caller's role in one organization, and only if there is one (or if operators are let in without), the transaction
-- becomes that organization's: a row that is filtered out never calls set_config. One round trip.
select
  m.role as "role?",
  o.time_zone,
  set_config('app.organization_id', o.id::text, true) as organization_id
from organizations o
left join memberships m on m.organization_id = o.id and m.subject = current_subject()
where o.id = :organization_id and (m.role is not null or :let_in)
