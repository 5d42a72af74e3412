-- Those of an organization, or one of them, newest first, by the indexes of execution_flags. Lateral, so that each
-- execution is looked up by its key: a join on wrong estimates reads whole weeks.
select
  f.id, f.kind, f.status, f.note, f.reviewed_by, f.reviewed_at, f.created_at,
  to_char(f.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position!",
  e.id as "execution_id!", day_of(f.start_time, :time_zone) as "day!", e.start_time as "start_time!",
  e.provider as "provider!", e.model, e.task_type as "task_type!", e.success as "success!", e.actual_cost, e.baseline_cost, e.savings
from execution_flags f
cross join lateral (
  select * from counted_executions
  where organization_id = f.organization_id and id = f.execution_id and start_time = f.start_time
  offset 0
) as e
where f.organization_id = :organization_id
  and (:id?::uuid is null or f.id = :id)
  and (:kind?::text is null or f.kind = :kind)
  and (:status?::text is null or f.status = :status)
  and (:start?::date is null or f.start_time >= first_instant_of_day(:start::date, :time_zone))
  and (:end?::date is null or f.start_time < first_instant_of_day(:end::date + 1, :time_zone))
  and (:after_time?::timestamptz is null or (f.start_time, f.id) < (:after_time::timestamptz, :after_id?::uuid))
order by f.start_time desc, f.id desc
limit :limit
