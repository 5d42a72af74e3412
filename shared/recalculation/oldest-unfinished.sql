select coalesce(extract(epoch from now() - min(created_at)), 0)::integer as seconds
from recalculations
where finished_at is null
