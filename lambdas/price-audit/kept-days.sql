-- The first day that is kept, and the last day that has begun.
select
  first_kept_day(o, :now::timestamptz) as "first_day!",
  day_of(:now::timestamptz, time_zone) as "last_day!"
from organizations o
where id = :organization_id
