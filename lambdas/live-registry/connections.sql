-- @name consume_ticket
-- Whoever deletes the row has used the ticket: a second connect at the same moment waits, and finds none. From here on
-- connects of one organization wait for each other, so that they count each other.
with ticket as (
  delete from live_tickets where ticket_hash = :ticket_hash returning organization_id, subject, expires_at
)
select
  t.organization_id,
  t.subject,
  exists (
    select from memberships m where m.organization_id = t.organization_id and m.subject = t.subject
  ) as "is_member!",
  lock_live_connections(t.organization_id)
from ticket t
where t.expires_at > :now

-- @name insert_connection
-- No row when the organization, or the person in it, has as many connections as it may.
with hints as (
  insert into live_hints (organization_id, announced, tried_at) values (:organization_id, '', '-infinity') on conflict do nothing
)
insert into live_connections (connection_id, organization_id, subject, connected_at, expires_at)
select :connection_id, :organization_id, :subject, :now, :expires_at
where (
  select count(*) < :most_connections and count(*) filter (where subject = :subject) < :most_of_a_person
  from live_connections
  where organization_id = :organization_id and expires_at > :now
)
returning connection_id

-- @name is_watched
-- The lock makes a watch that is about to end for want of connections see this one, or this see that it has ended.
select seen_at > :now::timestamptz - interval '10 seconds' as "watched!" from live_watch for share

-- @name count_connections
with expired as (
  delete from live_connections where expires_at <= :now
)
select count(*) as "count!" from live_connections where expires_at > :now

-- @name connections_left
-- Of people who were members when they connected.
select connection_id
from live_connections c
where c.expires_at > :now
  and not exists (
    select from memberships m where m.organization_id = c.organization_id and m.subject = c.subject
  )

-- @name delete_connections
delete from live_connections where connection_id = any (:connection_ids::text[])
