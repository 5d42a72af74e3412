-- No row when the organization has $6 connections already. Tickets that nobody used go when the next one is made.
with expired as (
  delete from live_tickets where organization_id = $2 and expires_at <= $4
)
insert into live_tickets (ticket_hash, organization_id, subject, expires_at)
select $1, $2, $3, $5
where (select count(*) from live_connections where organization_id = $2 and expires_at > $4) < $6
