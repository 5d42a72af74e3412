update live_hints h
set announced = told.state
from unnest($1::uuid[], $2::text[]) as told (organization_id, state)
where h.organization_id = told.organization_id
