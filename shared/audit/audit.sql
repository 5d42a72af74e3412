-- @name insert_audit
-- The database adds the time, and of a request the address and the user agent.
insert into audit_log (organization_id, actor, action, resource_type, subject, details)
values (:organization_id?, :actor, :action, :resource_type?, :subject, :details)

-- @name insert_view
-- Once an hour for each person and each thing; nothing where it is there already.
insert into audit_log (organization_id, actor, action, resource_type, subject)
values (:organization_id, current_subject(), 'view_analytics', :resource_type, :operation)
on conflict do nothing

-- @name insert_views
-- What an operator has read of several organizations, likewise.
insert into audit_log (organization_id, actor, action, resource_type, subject)
select organization_id, current_subject(), 'view_analytics', :resource_type, :operation
from unnest(:organization_ids::uuid[]) as read (organization_id)
on conflict do nothing

-- @name count_refusal
select count_refused_access(:operation, :organization_id?)
