-- $1 organization, $2 and $3 first and last day, $4 its time zone, $5 to $11 filters or null, $12 and $13 the position
-- after which to read on or null, $14 how many. Oldest first, by task_executions_by_time: each page costs the same,
-- however far it is from the first. The position's instant is compared twice because a row comparison does not prune
-- partitions. Times are text, with the microseconds that a JavaScript date has not.
select
  day_of(e.start_time, $4)::text as day,
  e.id,
  e.task_id,
  e.user_id,
  e.provider,
  e.model,
  e.task_type,
  to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as start_time,
  to_char(e.end_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as end_time,
  e.duration_ms,
  e.success,
  e.error_message,
  e.task_description,
  e.tokens_used,
  e.input_tokens,
  e.cache_read_tokens,
  e.cache_write_tokens,
  e.output_tokens,
  e.compute_units,
  e.actual_cost,
  e.baseline_cost,
  e.savings,
  e.currency,
  e.unpriced_reason,
  e.baseline_provider,
  e.baseline_model
from counted_executions e
where e.organization_id = $1
  and e.start_time >= first_instant_of_day($2::date, $4)
  and e.start_time < first_instant_of_day($3::date + 1, $4)
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
    or (e.start_time >= $12::timestamptz and (e.start_time, e.id) > ($12::timestamptz, $13::uuid))
  )
order by e.start_time, e.id
limit $14
