-- A row only when something changed.
insert into memberships as m (organization_id, subject, role, created_by)
values ($1, $2, $3, current_subject())
on conflict (organization_id, subject) do update set role = excluded.role
where m.role <> excluded.role
returning role
