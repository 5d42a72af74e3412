select count(*) = 1 and bool_and(subject = $2) as is_last_admin
from memberships
where organization_id = $1 and role = 'admin'
