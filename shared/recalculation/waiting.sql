-- How many recalculations of an organization are not done.
select count(*)::integer as "waiting!"
from recalculations
where organization_id = :organization_id and finished_at is null
