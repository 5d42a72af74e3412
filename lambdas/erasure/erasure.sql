-- @name unfinished
-- The oldest first: a later one may be about the same person.
select id, organization_id, kept_outside_at is not null as "is_kept_outside!",
  rows_erased_at is not null as "has_no_rows!",
  coalesce(rows_erased_at < now() - make_interval(secs => :settle_seconds), false) as "is_settled!"
from erasures
where finished_at is null
order by requested_at, id

-- @name tombstones_of
select user_id, to_char(erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "erased_at!", later_user_id
from erased_users
where organization_id = :organization_id and erasure_id = :erasure_id
order by user_id

-- @name people_of
select user_id, surrogate from erasure_people where erasure_id = :erasure_id order by user_id

-- @name kept_outside
update erasures set kept_outside_at = now() where id = :erasure_id

-- @name move_days
-- The days of a person go over to a surrogate that stands for nobody: in any range, as many are counted as before. Where
-- both have a day, as after a recount, it was one person's.
with moved as (
  delete from daily_active_users
  where organization_id = :organization_id and user_id = :user_id
  returning organization_id, day
)
insert into daily_active_users (organization_id, day, user_id)
select organization_id, day, :surrogate from moved
on conflict do nothing

-- @name erase_notes
-- Before the executions, and never both at once: a recalculation holds them in no order, and would wait for this as this for it.
with noted as (
  select f.execution_id, f.kind
  from execution_flags f
  where f.organization_id = :organization_id and f.note is not null
    and exists (
      select from task_executions e
      where e.organization_id = f.organization_id and e.id = f.execution_id and e.start_time = f.start_time
        and e.user_id = :user_id)
  limit :most
  for update of f skip locked
),
erased as (
  update execution_flags f set note = null from noted
  where f.organization_id = :organization_id and f.execution_id = noted.execution_id and f.kind = noted.kind
  returning f.id
)
select count(*) as "erased!" from erased

-- @name erase_executions
-- The oldest executions of a person, with their decisions, notes and rejections. What another transaction has locked is left for
-- the next batch: nobody waits for this, and this for nobody. Nothing that any figure is made of is touched. A rejection stays
-- as one, or its message would count as a new one when it is delivered again.
with old as materialized (
  select id, start_time
  from task_executions
  where organization_id = :organization_id and user_id = :user_id
  order by start_time, id
  limit :most
  for update skip locked
),
executions as (
  update task_executions e
  set user_id = null, task_id = 'erased', task_description = null, error_message = null, request_id = null, session_id = null,
    notes = null, labels = erased_labels(e.organization_id, e.labels)
  from old
  where e.organization_id = :organization_id and e.id = old.id and e.start_time = old.start_time
    -- Leaves out the partitions of other weeks.
    and e.start_time >= (select min(start_time) from old) and e.start_time <= (select max(start_time) from old)
  returning e.id
),
decisions as (
  update routing_decisions d set reasoning = null from old
  where d.organization_id = :organization_id and d.id = old.id and d.start_time = old.start_time and d.reasoning is not null
    and d.start_time >= (select min(start_time) from old) and d.start_time <= (select max(start_time) from old)
),
flags as (
  update execution_flags f set note = null from old
  where f.organization_id = :organization_id and f.execution_id = old.id and f.note is not null
),
rejections as (
  update ingest_rejections r set execution_id = null, structure = null, body_hash = null, detail = 'erased' from old
  where r.organization_id = :organization_id and r.execution_id = old.id::text
),
counted as (
  update erasures set executions = executions + (select count(*) from executions) where id = :erasure_id
)
select count(*) as "erased!" from executions

-- @name has_executions
select exists (
  select from task_executions where organization_id = :organization_id and user_id = :user_id) as "found!"

-- @name forget_person
with person as (
  delete from users where organization_id = :organization_id and id = :user_id
)
delete from erasure_people where erasure_id = :erasure_id and user_id = :user_id

-- @name rows_erased
update erasures set rows_erased_at = now() where id = :erasure_id and rows_erased_at is null

-- @name finish
update erasures set finished_at = now() where id = :erasure_id and finished_at is null

-- @name oldest
select coalesce(extract(epoch from now() - min(requested_at)), 0)::float8 as "seconds!" from erasures where finished_at is null

-- @name replay_erasure
-- False where it is known: then nothing is to be done again.
with erasure as (
  insert into erasures (id, organization_id, requested_by, requested_at, kept_outside_at)
  select :id, o.id, 'payback-erasure', :requested_at::timestamptz, now()
  from organizations o where o.id = :organization_id
  on conflict (id) do nothing
  returning id, organization_id
),
tombstones as (
  insert into erased_users (organization_id, user_id, erased_at, later_user_id, erasure_id)
  select erasure.organization_id, given.user_id, given.erased_at, given.later_user_id, erasure.id
  from erasure
  cross join unnest(:user_ids::uuid[], :erased_at::timestamptz[], :later_user_ids::uuid[])
    as given (user_id, erased_at, later_user_id)
  on conflict (organization_id, user_id) do update
  set erased_at = excluded.erased_at, later_user_id = excluded.later_user_id, erasure_id = excluded.erasure_id
  where erased_users.erased_at < excluded.erased_at
),
people as (
  insert into erasure_people (erasure_id, organization_id, user_id, surrogate)
  select erasure.id, erasure.organization_id, given.user_id, given.surrogate
  from erasure
  cross join unnest(:people::uuid[], :surrogates::uuid[]) as given (user_id, surrogate)
)
select count(*) as "replayed!" from erasure
