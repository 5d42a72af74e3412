-- $1 organization, $2 now. The first day of which no execution has reached the end of its retention, and the last day
-- that has begun.
select
  (day_of($2::timestamptz - make_interval(days => retention_days), time_zone) + 1)::text as first_day,
  day_of($2::timestamptz, time_zone)::text as last_day
from organizations
where id = $1
