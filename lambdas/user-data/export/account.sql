-- @name membership_of
select role, created_by, created_at
from memberships
where organization_id = :organization_id and subject = :subject

-- @name live_connections_of
select connection_id, connected_at, expires_at
from live_connections
where organization_id = :organization_id and subject = :subject
order by connected_at, connection_id

-- @name audit_entries_of
-- What the person did, oldest first, a page at a time.
select id, action, resource_type, subject, details, host(address) as address, user_agent, created_at
from audit_log
where organization_id = :organization_id and actor = :subject and id > :after_id
order by id
limit :limit

-- @name refusals_of
select day, operation, refusals, first_at, last_at
from refused_access
where organization_id = :organization_id and subject = :subject
order by day, operation

-- @name active_days_of
select day
from daily_active_users
where organization_id = :organization_id and user_id = :user_id
order by day
