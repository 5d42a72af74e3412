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

-- @name merge_counts
-- Counts of messages of months that ended before the first kept day: the days and services of one become one row, its first day and no
-- service. Their sum stays. Nothing is counted on such a day any more, so nobody waits.
with gone as (
  delete from ingest_counts
  where (organization_id, day, source) in (
      select organization_id, day, source from ingest_counts
      where organization_id = :organization_id and day < date_trunc('month', :first_kept_day::date::timestamp)::date
        and (source <> '' or day <> date_trunc('month', day::timestamp)::date)
      limit :most)
  returning organization_id, date_trunc('month', day::timestamp)::date as month, received, stored, repeated, rejected
),
merged as (
  insert into ingest_counts as known (organization_id, day, source, received, stored, repeated, rejected)
  select organization_id, month, '', sum(received), sum(stored), sum(repeated), sum(rejected)
  from gone
  group by organization_id, month
  on conflict on constraint ingest_counts_key do update set
    received = known.received + excluded.received,
    stored = known.stored + excluded.stored,
    repeated = known.repeated + excluded.repeated,
    rejected = known.rejected + excluded.rejected
)
select count(*) as "merged!" from gone

-- @name merge_unowned_counts
-- Likewise of messages that name no organization that exists.
with gone as (
  delete from ingest_counts
  where organization_id is null and (day, source) in (
      select day, source from ingest_counts
      where organization_id is null and day < date_trunc('month', :first_kept_day::date::timestamp)::date
        and (source <> '' or day <> date_trunc('month', day::timestamp)::date)
      limit :most)
  returning date_trunc('month', day::timestamp)::date as month, received, stored, repeated, rejected
),
merged as (
  insert into ingest_counts as known (organization_id, day, source, received, stored, repeated, rejected)
  select null, month, '', sum(received), sum(stored), sum(repeated), sum(rejected)
  from gone
  group by month
  on conflict on constraint ingest_counts_key do update set
    received = known.received + excluded.received,
    stored = known.stored + excluded.stored,
    repeated = known.repeated + excluded.repeated,
    rejected = known.rejected + excluded.rejected
)
select count(*) as "merged!" from gone

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
