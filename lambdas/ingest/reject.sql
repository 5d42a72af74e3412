-- Keeps rejected messages. SQS delivers at least once: a message that comes again is kept once.
insert into ingest_rejections (message_id, organization_id, execution_id, reason, path, detail, body)
select message_id, o.id, execution_id, reason, path, detail, body
from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
  as rejected (message_id, organization_id, execution_id, reason, path, detail, body)
left join organizations o on o.id = rejected.organization_id
order by message_id
on conflict (message_id) do nothing
