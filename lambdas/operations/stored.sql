-- @name stored
-- Which of these ids are of executions that are stored already, in whatever organization.
select distinct k.id as "id!"
from execution_keys k
where k.id = any (:ids::uuid[])

-- @name rejected
-- Which of these ids a rejection names that came since then, with the newest one's reason.
select distinct on (r.execution_id) r.execution_id as "id!", r.reason as "reason!", r.path
from ingest_rejections r
where r.received_at >= :since::timestamptz and r.execution_id = any (:ids_as_texts::text[])
order by r.execution_id, r.received_at desc
