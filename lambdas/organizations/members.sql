-- @name members_after
-- By subject, bytewise, as the pages go.
select
  subject, role, subject = current_subject() as "is_caller!", created_by, created_at,
  (
    select count(*) from user_links l
    where l.organization_id = memberships.organization_id and l.subject = memberships.subject
  ) as "linked_users!"
from memberships
where organization_id = :organization_id and (:after?::text is null or subject collate "C" > :after)
order by subject collate "C"
limit :limit

-- @name store_member
-- A row only when something changed.
insert into memberships as m (organization_id, subject, role, created_by)
values (:organization_id, :subject, :role, current_subject())
on conflict (organization_id, subject) do update set role = excluded.role
where m.role <> excluded.role
returning subject

-- @name remove_member
delete from memberships where organization_id = :organization_id and subject = :subject
returning subject

-- @name last_admin
select count(*) = 1 and bool_and(subject = :subject) as is_last_admin
from memberships
where organization_id = :organization_id and role = 'admin'

-- @name lock_organization
-- Changes of one organization take turns, so that what was checked still holds when it is written. The time zone is the
-- one that the change before left, which may be newer than what was read without the lock. No key update: rows that
-- refer to the organization can still be added, as by a batch of recalculation that this change later waits for.
select time_zone, actual_cost_source, retention_days, archive from organizations where id = :organization_id for no key update

-- @name link_user
-- A row only where it was linked to nobody.
insert into user_links (organization_id, subject, keyed_hash, created_by)
values (:organization_id, :subject, decode(:keyed_hash, 'hex'), current_subject())
on conflict do nothing
returning subject

-- @name linked_subject
select subject from user_links
where organization_id = :organization_id and keyed_hash = decode(:keyed_hash, 'hex')

-- @name unlink_users
delete from user_links where organization_id = :organization_id and subject = :subject
returning subject

-- @name count_links
select count(*) as "users!" from user_links where organization_id = :organization_id and subject = :subject
