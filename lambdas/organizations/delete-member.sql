delete from memberships where organization_id = $1 and subject = $2
