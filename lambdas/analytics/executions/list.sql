-- $1 organization, $2 and $3 first and last day or null, $4 its time zone, $5 to $11 filters or null, $12 and $13
-- the position after which to read on or null, $14 how many. Newest first, by task_executions_by_time: without a
-- name the statement is planned with its values, so a null filter costs nothing. The cursor's instant is compared
-- twice because a row comparison does not prune partitions.
select
  e.id, e.task_id, e.user_id, e.provider, e.model, e.task_type, e.start_time, e.end_time, e.duration_ms, e.success,
  e.actual_cost, e.baseline_cost, e.savings, e.currency, e.unpriced_reason,
  to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position,
  array(
    select f.kind from execution_flags f
    where f.organization_id = e.organization_id and f.execution_id = e.id
    order by f.kind
  ) as flags
from counted_executions e
where e.organization_id = $1
  and ($2::date is null or e.start_time >= first_instant_of_day($2::date, $4))
  and ($3::date is null or e.start_time < first_instant_of_day($3::date + 1, $4))
  and ($5::text is null or e.provider = $5)
  and ($6::text is null or e.model = $6)
  and ($7::text is null or e.task_type = $7)
  and ($8::uuid is null or e.user_id = $8)
  and ($9::boolean is null or e.success = $9)
  and ($10::boolean is null or (e.unpriced_reason is not null) = $10)
  and (
    $11::text is null
    or exists (
      select from execution_flags f
      where f.organization_id = e.organization_id and f.execution_id = e.id and f.kind = $11)
  )
  and (
    $12::timestamptz is null
    or (e.start_time <= $12::timestamptz and (e.start_time, e.id) < ($12::timestamptz, $13::uuid))
  )
order by e.start_time desc, e.id desc
limit $14
