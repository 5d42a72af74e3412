-- Keeps rejected messages. SQS delivers at least once: a message that comes again is kept once. Returns which are new.
insert into ingest_rejections (
  message_id, organization_id, execution_id, reason, path, detail, source, structure, body_bytes, body_hash)
select message_id, o.id, execution_id, reason, path, detail, source, structure, body_bytes, body_hash
from (
  select
    unnest(:message_ids::text[]) as message_id,
    unnest(:organization_ids::uuid[]) as organization_id,
    unnest(:execution_ids::text[]) as execution_id,
    unnest(:reasons::text[]) as reason,
    unnest(:paths::text[]) as path,
    unnest(:details::text[]) as detail,
    unnest(:sources::text[]) as source,
    unnest(:structures::jsonb[]) as structure,
    unnest(:body_bytes::bigint[]) as body_bytes,
    unnest(:body_hashes::bytea[]) as body_hash
) as rejected
left join organizations o on o.id = rejected.organization_id
order by message_id
on conflict (message_id) do nothing
returning message_id
