-- Rejections that name this id of an execution; newest first.
select id::text as "id!", organization_id, reason as "reason!", path, received_at as "received_at!"
from ingest_rejections
where execution_id = :id::text
order by received_at desc, id desc
limit 20
