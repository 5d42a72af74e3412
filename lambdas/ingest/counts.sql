-- Adds up the outcome of a batch's messages. Last in its transaction, because batches of one organization and source wait for
-- each other here until they commit; in one order, so that they do not wait in a circle.
insert into ingest_counts as known (organization_id, day, source, received, stored, repeated, rejected)
select o.id, day_of(:received_at::timestamptz, coalesce(o.time_zone, 'UTC')), source, sum(received), sum(stored),
  sum(repeated), sum(rejected)
from unnest(
  :organization_ids::uuid[], :sources::text[], :received::bigint[], :stored::bigint[], :repeated::bigint[], :rejected::bigint[]
) as counted (organization_id, source, received, stored, repeated, rejected)
left join organizations o on o.id = counted.organization_id
group by 1, 2, 3
order by 1 nulls first, 2, 3
on conflict on constraint ingest_counts_key do update set
  received = known.received + excluded.received,
  stored = known.stored + excluded.stored,
  repeated = known.repeated + excluded.repeated,
  rejected = known.rejected + excluded.rejected
