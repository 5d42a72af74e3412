-- $1 organization, $2 now. The first day of which no execution has reached the end of its retention, and the last day
-- that has begun.
select
  ((($2::timestamptz - make_interval(days => retention_days)) at time zone time_zone)::date + 1)::text as first_day,
  ($2::timestamptz at time zone time_zone)::date::text as last_day
from organizations
where id = $1
