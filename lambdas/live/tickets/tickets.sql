-- @name insert_ticket
-- No row when the organization has as many connections as it may, or the person in it. Tickets that nobody used go when the next one is made.
with expired as (
  delete from live_tickets where organization_id = :organization_id and expires_at <= :now
)
insert into live_tickets (ticket_hash, organization_id, subject, expires_at)
select :ticket_hash, :organization_id, :subject, :expires_at
where (
  select count(*) < :most_connections and count(*) filter (where subject = :subject) < :most_of_a_person
  from live_connections
  where organization_id = :organization_id and expires_at > :now
)
returning organization_id
