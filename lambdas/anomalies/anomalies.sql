-- $1 organization, $2 its time zone, $3 one anomaly or null, $4 kind or null, $5 status or null, $6 and $7 first and last
-- day or null, $8 and $9 the position after which to read on or null, $10 how many. Newest first, by the indexes of
-- execution_flags. Lateral, so that each execution is looked up by its key: a join on wrong estimates reads whole weeks.
select
  f.id, f.kind, f.status, f.note, f.reviewed_by, f.reviewed_at, f.created_at,
  to_char(f.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position,
  e.id as execution_id, (f.start_time at time zone $2)::date::text as day, e.start_time, e.provider, e.model,
  e.task_type, e.success, e.actual_cost, e.baseline_cost, e.savings
from execution_flags f
cross join lateral (
  select * from task_executions
  where organization_id = f.organization_id and id = f.execution_id and start_time = f.start_time
  offset 0
) as e
where f.organization_id = $1
  and ($3::uuid is null or f.id = $3)
  and ($4::text is null or f.kind = $4)
  and ($5::text is null or f.status = $5)
  and ($6::date is null or f.start_time >= $6::date::timestamp at time zone $2)
  and ($7::date is null or f.start_time < ($7::date + 1)::timestamp at time zone $2)
  and ($8::timestamptz is null or (f.start_time, f.id) < ($8::timestamptz, $9::uuid))
order by f.start_time desc, f.id desc
limit $10
