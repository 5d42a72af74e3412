insert into audit_log (organization_id, actor, action, subject, details)
values ($1, $2, $3, $4, $5)
