-- Which of the messages have an id that is taken, and whether by an execution with other content: by the hash of the
-- version that it was stored with.
select
  message.row_number::integer as "row_number!",
  taken.content_hash <> case taken.hash_version when 1 then message.first_content_hash else message.content_hash end
    as "conflicting!"
from (
  select
    generate_subscripts(:ids::uuid[], 1) as row_number,
    unnest(:organization_ids::uuid[]) as organization_id,
    unnest(:ids::uuid[]) as id,
    unnest(:content_hashes::bytea[]) as content_hash,
    unnest(:first_content_hashes::bytea[]) as first_content_hash
) as message
join execution_keys as taken using (organization_id, id)
