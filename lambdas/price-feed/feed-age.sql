-- Hours from the last import that was taken over until now; null where there was none.
select (extract(epoch from :now::timestamptz - max(imported_at)) / 3600)::double precision as hours
from price_feed_imports
where refusal is null
