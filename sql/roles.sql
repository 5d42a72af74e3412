-- Roles and what only the administrator may do. Applied before every migration; running it again changes nothing.

-- Roles belong to the cluster, not to the database: another database of the same cluster may be making them at
-- this very moment, so each creation tolerates losing that race.
do $$
declare
  role_name text;
  role_options text;
begin
  for role_name, role_options in
    values
      ('payback_owner', 'nologin'), ('payback_api', 'login'), ('payback_worker', 'nologin'), ('payback_ingest', 'login'),
      ('payback_rollup', 'login'), ('payback_pricing', 'login'), ('payback_feed', 'login'), ('payback_live', 'login'),
      ('payback_upkeep', 'login'), ('payback_operations', 'login')
  loop
    if to_regrole(role_name) is null then
      begin
        execute format('create role %I %s', role_name, role_options);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
  end loop;

  -- payback_worker was the one role of all jobs: migrations before each job had its own name it. Where functions log in as it, those
  -- of the version before run until the deployment has replaced them, or run again where it is taken back: its password is good
  -- for seven days from here on. Later nobody is it.
  if exists (select from pg_roles where rolname = 'payback_worker' and rolcanlogin) then
    if (select rolvaliduntil from pg_roles where rolname = 'payback_worker') < now() then
      alter role payback_worker nologin;
      revoke all on schema public from payback_worker;
    elsif (select rolvaliduntil from pg_roles where rolname = 'payback_worker') is null then
      execute format('alter role payback_worker valid until %L', now() + interval '7 days');
    end if;
  end if;

  -- Everything is owned by a role that nobody logs in as. SET lets the migrating user act as it.
  if not pg_has_role(current_user, 'payback_owner', 'set') then
    execute format('grant payback_owner to %I with set true, inherit true', current_user);
  end if;
end $$;

grant create, usage on schema public to payback_owner;
grant usage on schema public to payback_api, payback_ingest, payback_rollup, payback_pricing, payback_feed, payback_live,
  payback_upkeep, payback_operations;
revoke create on schema public from public;

-- Exclusion constraints combine equality (btree) and ranges (gist).
create extension if not exists btree_gist;

-- Who operates sees what sessions wait for, and may end them; never what they ask.
grant pg_read_all_stats, pg_signal_backend to payback_operations;
