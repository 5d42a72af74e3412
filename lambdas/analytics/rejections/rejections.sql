-- @name message_counts
-- The outcome of the messages received on these days. Without an organization: of those that named none that exists.
select
  coalesce(sum(received), 0)::bigint as "received!",
  coalesce(sum(stored), 0)::bigint as "stored!",
  coalesce(sum(repeated), 0)::bigint as "repeated!",
  coalesce(sum(rejected), 0)::bigint as "rejected!"
from ingest_counts
where (organization_id = :organization_id? or (:organization_id?::uuid is null and organization_id is null))
  and day between :start::date and :end::date

-- @name rejection_groups
-- By what a producer corrects at once: a field, for a reason, in a service. Most first.
select
  reason, path, source, count(*) as "rejections!", min(detail) as "detail!", min(received_at) as "first_received_at!",
  max(received_at) as "last_received_at!"
from ingest_rejections
where (organization_id = :organization_id? or (:organization_id?::uuid is null and organization_id is null))
  and received_at >= first_instant_of_day(:start::date, :time_zone)
  and received_at < first_instant_of_day(:end::date + 1, :time_zone)
group by reason, path, source
order by count(*) desc, reason, path, source
limit :most_groups

-- @name rejections_page
-- Single ones, newest first.
select
  id, execution_id, reason, path, detail, source, structure, body_bytes, encode(body_hash, 'hex') as body_hash, received_at,
  to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position!"
from ingest_rejections
where (organization_id = :organization_id? or (:organization_id?::uuid is null and organization_id is null))
  and received_at >= first_instant_of_day(:start::date, :time_zone)
  and received_at < first_instant_of_day(:end::date + 1, :time_zone)
  and (:reason?::text is null or reason = :reason)
  and (:path?::text is null or path = :path)
  and (:source?::text is null or source = :source)
  and (:before_id?::bigint is null or (received_at, id) < (:before_time?::timestamptz, :before_id?))
order by received_at desc, id desc
limit :limit
