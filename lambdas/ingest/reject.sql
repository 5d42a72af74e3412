-- Keeps rejected messages. SQS delivers at least once: a message that comes again is kept once.
insert into ingest_rejections (message_id, organization_id, execution_id, reason, path, detail, body)
select message_id, o.id, execution_id, reason, path, detail, body
from (
  select
    unnest(:message_ids::text[]) as message_id,
    unnest(:organization_ids::uuid[]) as organization_id,
    unnest(:execution_ids::text[]) as execution_id,
    unnest(:reasons::text[]) as reason,
    unnest(:paths::text[]) as path,
    unnest(:details::text[]) as detail,
    unnest(:bodies::text[]) as body
) as rejected
left join organizations o on o.id = rejected.organization_id
order by message_id
on conflict (message_id) do nothing
