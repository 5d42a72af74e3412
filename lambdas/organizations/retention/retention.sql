-- @name retention_effect
-- What goes if so many days are kept (null: as many as now), at the instant at which that is decided.
with kept as (
  select
    o.id, o.time_zone, cut.day, coalesce(:retention_days?::integer, o.retention_days) as retention_days,
    first_instant_of_day(cut.day, o.time_zone) as before
  from organizations o
  cross join lateral (
    select greatest(
      day_of(:decided_at::timestamptz, o.time_zone) - coalesce(:retention_days?::integer, o.retention_days),
      (select c.kept_from from retention_cuts c where c.organization_id = o.id)) as day
  ) as cut
  where o.id = :organization_id
),
executions as (
  select count(*) as rows, count(distinct day_of(e.start_time, k.time_zone)) as days,
    day_of(min(e.start_time), min(k.time_zone)) as first_day, day_of(max(e.start_time), min(k.time_zone)) as last_day
  from kept k
  join task_executions e on e.organization_id = k.id and e.start_time < k.before
)
select
  k.retention_days as "retention_days!",
  k.day as "first_kept_day!",
  e.days as "days!",
  e.first_day as "first_day?",
  e.last_day as "last_day?",
  e.rows as "executions!",
  (select count(*) from routing_decisions d where d.organization_id = k.id and d.start_time < k.before) as "routing_decisions!",
  (select count(*) from execution_flags f where f.organization_id = k.id and f.start_time < k.before) as "flags!",
  (select count(*) from ingest_rejections r where r.organization_id = k.id and r.received_at < k.before) as "rejections!"
from kept k
cross join executions e
