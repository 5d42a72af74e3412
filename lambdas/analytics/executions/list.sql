-- @name executions_page
-- Newest first, by task_executions_by_time. The cursor's instant is compared twice because a row comparison does not prune partitions.
select
  e.id as "id!", e.task_id as "task_id!",
  case when :figures_by_person then e.user_id end as user_id, e.provider as "provider!", e.model,
  e.task_type as "task_type!", e.start_time as "start_time!", e.end_time as "end_time!",
  e.duration_ms as "duration_ms!", e.success as "success!",
  e.actual_cost, e.baseline_cost, e.savings, e.unpriced_reason, e.unpriced_detail,
  to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position!",
  array(
    select f.kind from execution_flags f
    where f.organization_id = e.organization_id and f.execution_id = e.id
    order by f.kind
  ) as "flags!"
from filtered_executions(
  :organization_id, :start?, :end?, :time_zone, :provider?, :model?, :task_type?, :user_id?, :success?, :unpriced?, :flag?, :voided?) e
where (:void_id?::uuid is null or e.void_id = :void_id)
  and (
    :after_time?::timestamptz is null
    or (
      e.start_time <= :after_time::timestamptz
      and (e.start_time, e.id) < (:after_time::timestamptz, :after_id?::uuid))
  )
order by e.start_time desc, e.id desc
limit :limit
