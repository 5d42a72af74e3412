-- Up Migration

-- Roles belong to the cluster, not to the database: another database of the same cluster may have made them, at
-- this very moment even, so each creation tolerates losing that race.
do $$
declare
  role_name text;
  role_options text;
begin
  for role_name, role_options in
    values ('payback_owner', 'nologin'), ('payback_api', 'login'), ('payback_worker', 'login')
  loop
    begin
      execute format('create role %I %s', role_name, role_options);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;

-- Everything is owned by a role that nobody logs in as. SET is what lets the migrating user act as it; row-level
-- security is forced, so not even the owner reads a tenant's row by accident.
grant payback_owner to current_user with set true, inherit true;
grant create, usage on schema public to payback_owner;
grant usage on schema public to payback_api, payback_worker;
revoke create on schema public from public;

-- Exclusion constraints combine equality (btree) and ranges (gist).
create extension if not exists btree_gist;
