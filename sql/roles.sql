-- Roles and what only the administrator may do. Applied before every migration; running it again changes nothing.

-- Roles belong to the cluster, not to the database: another database of the same cluster may be making them at
-- this very moment, so each creation tolerates losing that race.
do $$
declare
  role_name text;
  role_options text;
begin
  for role_name, role_options in
    values ('payback_owner', 'nologin'), ('payback_api', 'login'), ('payback_worker', 'login')
  loop
    if to_regrole(role_name) is null then
      begin
        execute format('create role %I %s', role_name, role_options);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
  end loop;

  -- Everything is owned by a role that nobody logs in as. SET lets the migrating user act as it.
  if not pg_has_role(current_user, 'payback_owner', 'set') then
    execute format('grant payback_owner to %I with set true, inherit true', current_user);
  end if;
end $$;

grant create, usage on schema public to payback_owner;
grant usage on schema public to payback_api, payback_worker;
revoke create on schema public from public;

-- Exclusion constraints combine equality (btree) and ranges (gist).
create extension if not exists btree_gist;
