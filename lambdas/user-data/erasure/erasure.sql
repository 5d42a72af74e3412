-- @name running_erasures
-- By which erasure, not finished yet, each of these is forgotten already.
select t.erasure_id, count(*) as "people!"
from erased_users t
join erasures e on e.id = t.erasure_id
where t.organization_id = :organization_id and e.finished_at is null
  and t.user_id = any (:user_ids::uuid[])
group by t.erasure_id

-- @name was_erased
select exists (
  select from erased_users where organization_id = :organization_id and user_id = any (:user_ids::uuid[])) as "known!"

-- @name begin_erasure
-- Its instant is now, and not when the transaction began: what was stored while it waited for its lock is part of it.
with erasure as (
  insert into erasures (organization_id, requested_by, requested_at)
  values (:organization_id, current_subject(), clock_timestamp())
  returning id, organization_id, requested_at
),
named as (
  select erasure.*, given.user_id from erasure cross join unnest(:user_ids::uuid[]) as given (user_id)
),
tombstones as (
  insert into erased_users (organization_id, user_id, erased_at, erasure_id)
  select organization_id, user_id, requested_at, id from named
  on conflict (organization_id, user_id) do update
  set erased_at = excluded.erased_at, later_user_id = gen_random_uuid(), erasure_id = excluded.erasure_id
),
people as (
  insert into erasure_people (erasure_id, organization_id, user_id)
  select id, organization_id, user_id from named
  union
  select erasure.id, erasure.organization_id, u.id
  from erasure
  join users u on u.organization_id = erasure.organization_id
  where u.keyed_hash = any (select decode(hash, 'hex') from unnest(:keyed_hashes::text[]) as given (hash))
)
select id from erasure

-- @name erasure
-- To whoever asked for it, and to admins. Keys of the organization learn that it is not for them.
select e.id, e.organization_id, e.requested_at, e.executions, e.finished_at
from erasures e
where e.id = :id
  and (
    exists (
      select from memberships m
      where m.organization_id = e.organization_id and m.subject = current_subject()
        and (m.role = 'admin' or e.requested_by = m.subject))
    or e.organization_id = (select organization_id from current_api_key))

-- @name erasures_before
-- Newest first, before a position: all of them to admins, else those that the caller asked for.
select
  e.id, e.organization_id, e.requested_at, e.executions, e.finished_at,
  to_char(e.requested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position!"
from erasures e
where e.organization_id = :organization_id and (:is_admin or e.requested_by = current_subject())
  and (:after_time?::timestamptz is null or (e.requested_at, e.id) < (:after_time::timestamptz, :after_id?::uuid))
order by e.requested_at desc, e.id desc
limit :limit
