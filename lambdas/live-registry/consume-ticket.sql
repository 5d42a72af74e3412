-- Whoever deletes the row has used the ticket: a second connect at the same moment waits, and finds none. From here on
-- connects of one organization wait for each other, so that they count each other.
with ticket as (
  delete from live_tickets where ticket_hash = $1 returning organization_id, subject, expires_at
)
select
  t.organization_id,
  t.subject,
  exists (
    select from memberships m where m.organization_id = t.organization_id and m.subject = t.subject
  ) as is_member,
  pg_advisory_xact_lock(hashtext('live-connections'), hashtext(t.organization_id::text))
from ticket t
where t.expires_at > $2
