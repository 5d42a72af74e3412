-- No row when the organization has $6 connections already.
with hints as (
  insert into live_hints (organization_id, announced, tried_at) values ($2, '', '-infinity') on conflict do nothing
)
insert into live_connections (connection_id, organization_id, subject, connected_at, expires_at)
select $1, $2, $3, $4, $5
where (select count(*) from live_connections where organization_id = $2 and expires_at > $4) < $6
