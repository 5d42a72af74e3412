-- Which of the messages whose id is already taken have other content than the execution that took it.
select row_number::integer
from unnest($1::uuid[], $2::uuid[], $3::bytea[]) with ordinality
  as message (organization_id, id, content_hash, row_number)
join execution_keys as taken using (organization_id, id)
where taken.content_hash <> message.content_hash
