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
-- The ids that hashes stand for, but for those who are being erased. Retention deletes users without executions, while the days on
-- which they were active stay: whoever has any is known as well.
with named as (
  select decode(hash, 'hex') as keyed_hash, left(hash, 32)::uuid as id from unnest(:keyed_hashes::text[]) as given (hash)
),
candidates as (
  select id from named
  union
  select t.later_user_id from erased_users t join named on named.id = t.user_id where t.organization_id = :organization_id
),
known as (
  select id from users where organization_id = :organization_id and keyed_hash = any (select keyed_hash from named)
  union
  select c.id from candidates c
  where exists (select from daily_active_users d where d.organization_id = :organization_id and d.user_id = c.id)
    or exists (select from task_executions e where e.organization_id = :organization_id and e.user_id = c.id)
)
select id as "id!"
from known
where not exists (
  select from erasure_people p where p.organization_id = :organization_id and p.user_id = known.id)
order by id
