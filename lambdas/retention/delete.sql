-- @name delete_executions
-- The oldest executions of an organization with their keys, decisions and flags. What another transaction has locked is left
-- for the next batch: nobody waits for this, and this for nobody.
with old as materialized (
  select id, start_time
  from task_executions
  where organization_id = :organization_id and start_time < :before::timestamptz
  order by start_time
  limit :most
  for update skip locked
),
executions as (
  delete from task_executions e using old
  where e.organization_id = :organization_id and e.id = old.id and e.start_time = old.start_time
    and e.start_time < :before::timestamptz
  returning e.id
),
decisions as (
  delete from routing_decisions d using old
  where d.organization_id = :organization_id and d.id = old.id and d.start_time = old.start_time
    and d.start_time < :before::timestamptz
),
flags as (
  delete from execution_flags f using old
  where f.organization_id = :organization_id and f.execution_id = old.id and f.start_time = old.start_time
),
released as (
  delete from released_ids r using old
  where r.organization_id = :organization_id and r.id = old.id and r.start_time = old.start_time
),
-- From here on the id may come again, and is refused as too old.
keys as (
  delete from execution_keys k using old
  where k.organization_id = :organization_id and k.id = old.id and k.start_time = old.start_time
)
select count(*) as "deleted!" from executions

-- @name delete_rejections
with gone as (
  delete from ingest_rejections
  where id in (
    select id from ingest_rejections
    where organization_id = :organization_id and received_at < :before::timestamptz
    limit :most
    for update skip locked)
  returning id
)
select count(*) as "deleted!" from gone

-- @name delete_unowned_rejections
-- Of messages that name no organization. Apart, because an index is not used for what may be null.
with gone as (
  delete from ingest_rejections
  where id in (
    select id from ingest_rejections
    where organization_id is null and received_at < :before::timestamptz
    limit :most
    for update skip locked)
  returning id
)
select count(*) as "deleted!" from gone

-- @name delete_audit_log
-- The oldest entries beyond so many days, which no other statement may delete, and counts of refused access.
select delete_audit_entries(:days_kept, :most) as "deleted!"

-- @name delete_users
-- Of whom no execution is left. Who was active on a day that is kept has some: the days of all tell that with one look, and only
-- of the others each is asked for. A message of somebody who comes back at this very moment finds the row and keeps its execution
-- without it; the next one makes the row again, which is the same.
with gone as (
  delete from users
  where organization_id = :organization_id and id in (
    select u.id from users u
    where u.organization_id = :organization_id and u.created_at < :before::timestamptz
      and not exists (
        select from daily_active_users d
        where d.organization_id = :organization_id and d.user_id = u.id and d.day >= :first_kept_day::date)
      and not exists (
        select from task_executions e where e.organization_id = u.organization_id and e.user_id = u.id)
    limit :most
    for update skip locked)
  returning id
)
select count(*) as "deleted!" from gone
