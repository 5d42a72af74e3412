-- @name executions_of_user
-- All that is stored of the executions of a user, oldest first, by task_executions_by_user; voided ones too. Every column, so
-- that one more is in the export by itself. The position's instant is compared twice because a row comparison does not prune
-- partitions; times are also text, with the microseconds that a JavaScript date has not.
select
  *,
  to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "exact_start_time!",
  to_char(e.end_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "exact_end_time!"
from task_executions e
where e.organization_id = :organization_id and e.user_id = :user_id
  and (:after_time?::timestamptz is null or e.start_time >= :after_time)
  and (:after_time?::timestamptz is null or (e.start_time, e.id) > (:after_time, :after_id?::uuid))
order by e.start_time, e.id
limit :limit

-- @name decisions_between
-- The bounds leave out the partitions that the page has nothing in.
select *
from routing_decisions
where organization_id = :organization_id and id = any (:ids::uuid[])
  and start_time >= :first_time and start_time <= :last_time

-- @name flags_of
select execution_id, kind, status, note, reviewed_by, reviewed_at, created_at
from execution_flags
where organization_id = :organization_id and execution_id = any (:ids::uuid[])
order by execution_id, kind
