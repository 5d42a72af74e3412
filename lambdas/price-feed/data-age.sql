-- Days from the newest day that the oldest of the lists tells of until now; null where none was taken over.
select (extract(epoch from :now::timestamptz - min(data_on)) / 86400)::double precision as days
from (
  select distinct on (price_source) data_on
  from price_feed_imports
  where refusal is null and data_on is not null
  order by price_source, id desc
) as latest
