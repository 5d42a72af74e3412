-- @name stored
-- Which of these executions are stored already. By organization and id, as keys are found.
select k.organization_id as "organization_id!", k.id as "id!"
from unnest(:organizations::uuid[], :ids::uuid[]) as asked (organization_id, id)
join execution_keys k on k.organization_id = asked.organization_id and k.id = asked.id

-- @name rejected
-- Which of these executions a rejection names that came since then, with the newest one's reason. One that names an
-- organization that does not exist is kept without any.
select distinct on (asked.organization_id, asked.id)
  asked.organization_id as "organization_id!", asked.id as "id!", r.reason as "reason!", r.path
from unnest(:organizations::uuid[], :ids::uuid[]) as asked (organization_id, id)
cross join lateral (
  select received_at, reason, path from ingest_rejections
  where organization_id = asked.organization_id and execution_id = asked.id::text
  union all
  select received_at, reason, path from ingest_rejections
  where organization_id is null and execution_id = asked.id::text
    and not exists (select from organizations o where o.id = asked.organization_id)
) as r
where r.received_at >= :since::timestamptz
order by asked.organization_id, asked.id, r.received_at desc
