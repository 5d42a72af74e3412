-- @name counts
-- What has become of the messages of these days, by the day they were received (UTC); of one organization or of all, and of none.
select
  coalesce(sum(received), 0)::bigint as "received!", coalesce(sum(stored), 0)::bigint as "stored!",
  coalesce(sum(repeated), 0)::bigint as "repeated!", coalesce(sum(rejected), 0)::bigint as "rejected!"
from ingest_counts
where day between :first_day::date and :last_day::date
  and (:organization_id?::uuid is null or organization_id = :organization_id)

-- @name days
-- Days of organizations that have something to compare, within what is kept.
select o.id as "organization_id!", o.name as "name!", r.day as "day!", sum(r.executions)::bigint as "executions!"
from organizations o
join current_measures r on r.organization_id = o.id
where (:organization_id?::uuid is null or o.id = :organization_id)
  and r.day between :first_day::date and :last_day::date
  and r.day >= first_kept_day(o, :now::timestamptz)
group by o.id, o.name, r.day
order by o.name, o.id, r.day
