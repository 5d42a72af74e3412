-- @name insert_api_key
insert into api_keys (id, organization_id, name, scopes, key_hash, created_by, expires_at)
values (:id, :organization_id, :name, :scopes, decode(:key_hash, 'hex'), current_subject(), :expires_at)
returning id, name, scopes, created_by, created_at, expires_at, last_used_at, revoked_by, revoked_at

-- @name count_api_keys
select count(*) as "keys!"
from api_keys
where organization_id = :organization_id and revoked_at is null and expires_at > now()

-- @name api_keys_after
-- Newest first.
select
  id, name, scopes, created_by, created_at, expires_at, last_used_at, revoked_by, revoked_at,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position!"
from api_keys
where organization_id = :organization_id
  and (:after_time?::timestamptz is null or (created_at, id) < (:after_time::timestamptz, :after_id?::uuid))
order by created_at desc, id desc
limit :limit

-- @name revoke_key
-- A row only where it was not revoked already.
update api_keys set revoked_by = current_subject(), revoked_at = now()
where organization_id = :organization_id and id = :id and revoked_at is null
returning name

-- @name has_api_key
select exists (select from api_keys where organization_id = :organization_id and id = :id) as "known!"
