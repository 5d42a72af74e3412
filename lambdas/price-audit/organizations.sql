-- Who is to be audited, and the last reporting day of each that is over. In an order that is another one
-- every time: should the time be up before the end, it is not always the same who are left out.
select
  o.id,
  o.time_zone,
  day_of(:now::timestamptz, o.time_zone) - 1 as "previous_day!"
from organizations o
order by uuid_hash_extended(o.id, :seed::bigint)
