-- @name decide
-- Decides which days end for organizations that have executions of days that they do not keep, in their favour: not while a
-- recalculation of such a day is under way, half of which would be priced anew. Of those that archive, days end as far as they are
-- in files as they are now. Returns how many got a new first day.
with decided as (
  insert into retention_cuts as known (organization_id, kept_from)
  select o.id, ends.before
  from organizations o
  cross join lateral (select archived_before(o, first_kept_day(o, :now::timestamptz)) as before) as ends
  where exists (
      select from task_executions e
      where e.organization_id = o.id and e.start_time < first_kept_instant(o, :now::timestamptz))
    and not exists (
      select from recalculations r
      where r.finished_at is null and not r.dry_run and (r.organization_id is null or r.organization_id = o.id)
        and r.start_time < first_kept_instant(o, :now::timestamptz))
  on conflict (organization_id) do update set kept_from = excluded.kept_from, decided_at = now()
  where known.kept_from < excluded.kept_from
  returning organization_id
)
select count(*) as "decided!" from decided

-- @name hand_over
-- Days that were decided to end long enough ago, and are in files as they still are, become the files' own: nothing changes them any
-- more, and they may be deleted. Returns how many.
with handed_over as (
  update archived_days a set handed_over_at = now()
  from organizations o
  join retention_cuts c on c.organization_id = o.id and c.decided_at <= now() - interval '5 minutes'
  where o.id = a.organization_id and o.archive <> 'off' and a.day < c.kept_from and a.handed_over_at is null
    and is_archived(o, a.day)
  returning a.day
)
select count(*) as "days!" from handed_over

-- @name ripe
-- Organizations, each with the instant before which executions are deleted: null where nothing is decided, or not yet for long
-- enough. Ingest learns of a decision within a minute, and its last batch by the old one takes less than another.
-- And with the instant before which other things of it are no longer kept.
select
  o.id,
  case when c.decided_at <= now() - interval '5 minutes'
    then first_instant_of_day(released_before(o, c.kept_from), o.time_zone) end as "deleted_before?",
  first_kept_instant(o, :now::timestamptz) as "kept_from!",
  first_kept_day(o, :now::timestamptz) as "first_kept_day!"
from organizations o
left join retention_cuts c on c.organization_id = o.id
order by o.id

-- @name oldest
-- For how long, in seconds, the oldest execution has been kept beyond its time, of all organizations; 0 where none is.
select coalesce(max(extract(epoch from first_kept_instant(o, :now::timestamptz) - e.start_time)), 0)::float8 as "seconds!"
from organizations o
cross join lateral (
  select min(start_time) as start_time
  from task_executions
  where organization_id = o.id and start_time < first_kept_instant(o, :now::timestamptz)
) as e
