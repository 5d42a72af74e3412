-- Organizations with connections whose figures are not as they were told of, no more than once in two seconds each. Only
-- who is a member still is told. Figures change by deltas alone, which a fold takes away and says when: the number of deltas and
-- the latest of both differ after any change, in whichever order transactions commit.
with listening as materialized (
  select c.organization_id, array_agg(c.connection_id) as connection_ids
  from live_connections c
  join memberships m on m.organization_id = c.organization_id and m.subject = c.subject
  where c.expires_at > :now
  group by c.organization_id
),
-- In one pass: once for each organization took 2.7 times as long with 100,000 pending deltas of 50 organizations.
pending as (
  select organization_id, count(*) as deltas, max(id) as latest
  from rollup_deltas
  where organization_id = any (array(select organization_id from listening))
  group by organization_id
),
folded as (
  select organization_id, folded_at as latest
  from rollup_folds
  where organization_id = any (array(select organization_id from listening))
),
states as materialized (
  select
    l.organization_id,
    l.connection_ids,
    concat_ws('/', coalesce(p.deltas, 0), p.latest, extract(epoch from f.latest)) as state
  from listening l
  left join pending p on p.organization_id = l.organization_id
  left join folded f on f.organization_id = l.organization_id
)
update live_hints h
set tried_at = :now
from states s
where s.organization_id = h.organization_id
  and s.state <> h.announced
  and h.tried_at <= :now::timestamptz - interval '2 seconds'
returning s.organization_id, s.state as "state!", s.connection_ids as "connection_ids!"
