-- Which of the messages have an id that is taken, and whether by an execution with other content.
select row_number::integer, taken.content_hash <> message.content_hash as conflicting
from unnest($1::uuid[], $2::uuid[], $3::bytea[]) with ordinality
  as message (organization_id, id, content_hash, row_number)
join execution_keys as taken using (organization_id, id)
