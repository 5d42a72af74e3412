-- Which of the messages have an id that is taken, and whether by an execution with other content: by the hash of the
-- version that it was stored with.
select
  row_number::integer,
  taken.content_hash <> case taken.hash_version when 1 then first_content_hash else message.content_hash end
    as conflicting
from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::bytea[]) with ordinality
  as message (organization_id, id, content_hash, first_content_hash, row_number)
join execution_keys as taken using (organization_id, id)
