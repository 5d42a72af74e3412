-- $1 an array of {id, by}, $2 when. Before their successors are inserted, which would overlap.
update provider_pricing p
set superseded_at = $2, superseded_by = s.by
from jsonb_to_recordset($1::jsonb) as s (id uuid, by uuid)
where p.id = s.id
