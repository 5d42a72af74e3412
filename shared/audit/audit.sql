-- @name insert_audit
insert into audit_log (organization_id, actor, action, subject, details)
values (:organization_id?, :actor, :action, :subject, :details)
