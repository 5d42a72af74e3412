-- Prices the next executions of a day again, in order of start time and id, and tells how many, how many differ from what is
-- stored, the first of those, and where to go on. What an unfinished recalculation is about to touch is pending,
-- and no difference.
with unfinished as materialized (
  select start_time, end_time
  from recalculations
  where finished_at is null and not dry_run and (organization_id is null or organization_id = :organization_id)
),
repriced as materialized (
  select r.*
  from organizations o
  cross join lateral reprice_executions(
    o.id, first_instant_of_day(:day::date, o.time_zone), first_instant_of_day(:day::date + 1, o.time_zone), null, null,
    :after_time?::timestamptz, :after_id?::uuid, :most::integer) as r
  where o.id = :organization_id
),
different as (
  select r.id, r.start_time,
    exists (select from unfinished u where r.start_time >= u.start_time and r.start_time < u.end_time) as is_pending
  from repriced r
  where r.changed
)
select
  (select count(*) from repriced)::integer as "executions!",
  (select count(*) from different where not is_pending)::integer as "different!",
  (select count(*) from different where is_pending)::integer as "pending!",
  array(select id::text from different where not is_pending order by start_time, id limit 5) as "first_different!",
  to_char(last.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as last_time,
  last.id as last_id
from (select) as always
left join (select start_time, id from repriced order by start_time desc, id desc limit 1) as last on true
