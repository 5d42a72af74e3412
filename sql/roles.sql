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

-- How long each session may wait for a lock, do nothing within a transaction, and be in one: of the role, in this database, so that
-- who logs in has them, whatever program it is, and no statement of a session has to say so (behind a proxy such a SET pins it).
-- What bounds them:
-- - who locks what prices go by waits 10 s at the most, because all ingest waits behind it, and ingest waits 16 s: longer than for
--   one of those, and longer than the 12 s after which a session that does nothing lets go of what it has locked
-- - what the API asks ends after 5 s, its waiting after 4 s, so that it can tell what it waited for
-- - no transaction outlives the slowest function of its role
do $$
declare
  of_role record;
  setting record;
  -- The administrator of a local or a test server may be the superuser, whom nothing is to hold back.
  administrator constant text := (select rolname from pg_roles where rolname = current_user and not rolsuper);
begin
  for of_role in
    select r.role, r.lock, r.idle, r.whole
    from (values
      ('payback_api', '4s', '12s', '29s'),
      ('payback_ingest', '16s', '12s', '30s'),
      ('payback_rollup', '10s', '12s', '5min'),
      ('payback_pricing', '10s', '12s', '15min'),
      ('payback_feed', '10s', '12s', '5min'),
      ('payback_live', '2s', '12s', '10s'),
      ('payback_upkeep', '10s', '12s', '15min'),
      ('payback_operations', '10s', '12s', '30s'),
      ('payback_worker', '10s', '12s', '15min'),
      -- Migrations, and people. What waits behind an ALTER waits with it.
      (administrator, '2s', '1min', '15min')
    ) as r (role, lock, idle, whole)
    where r.role is not null
  loop
    for setting in
      select s.name, s.value
      from (values
        ('lock_timeout', of_role.lock),
        ('idle_in_transaction_session_timeout', of_role.idle),
        ('transaction_timeout', of_role.whole),
        -- How soon a statement ends whose client is gone; else it would go on for its time.
        ('client_connection_check_interval', '1s')
      ) as s (name, value)
    loop
      execute format(
        'alter role %I in database %I set %I = %L',
        of_role.role, current_database(), setting.name, setting.value);
    end loop;
  end loop;
end $$;
