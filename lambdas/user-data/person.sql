-- @name linked_hashes
select encode(keyed_hash, 'hex') as "keyed_hash!"
from user_links
where organization_id = :organization_id and subject = :subject
order by keyed_hash

-- @name subject_of
select subject
from user_links
where organization_id = :organization_id and keyed_hash = decode(:keyed_hash, 'hex')

-- @name users_of
-- The users that hashes stand for, but for those who are being erased.
select id
from users
where organization_id = :organization_id
  and not exists (
    select from erasure_people p where p.organization_id = users.organization_id and p.user_id = users.id)
  and keyed_hash = any (select decode(hash, 'hex') from unnest(:keyed_hashes::text[]) as given (hash))
order by id
