-- What to audit of each organization: the last reporting day that is over, and the days to reconcile:
-- those of yesterday and the day before, and of all older ones those of today's weekday, so that each is seen once a
-- week. Only days that are kept. In an order that is another one
-- every time: should the time be up before the end, it is not always the same who are left out.
select
  o.id,
  o.time_zone,
  today.day - 1 as "previous_day!",
  array(
    select today.day - age
    from generate_series(1, today.day - kept.first_day) as age
    where age <= 2 or age % 7 = 0
  ) as "days!"
from organizations o
cross join lateral (select day_of(:now::timestamptz, o.time_zone) as day) as today
cross join lateral (
  select first_kept_day(o, :now::timestamptz) as first_day
) as kept
order by uuid_hash_extended(o.id, :seed::bigint)
