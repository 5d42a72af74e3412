-- $1 organization, $2 the subject after which to read on or null, $3 how many. By subject, bytewise, as the pages go.
select subject, role, subject = current_subject() as is_caller, created_by, created_at
from memberships
where organization_id = $1 and ($2::text is null or subject collate "C" > $2)
order by subject collate "C"
limit $3
