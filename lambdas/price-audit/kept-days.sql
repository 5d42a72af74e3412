-- The first day of which no execution has reached the end of its retention, and the last day
-- that has begun.
select
  day_of(:now::timestamptz - make_interval(days => retention_days), time_zone) + 1 as "first_day!",
  day_of(:now::timestamptz, time_zone) as "last_day!"
from organizations
where id = :organization_id
