-- What each job may do, whole: a role has what stands here and nothing else. Row-level security lets jobs see all
-- tenants, so that a table which a job has no line for is what keeps it from a tenant's memberships, keys and settings. Applied
-- again whenever this file changes, after all migrations; a new table that a job needs gets its line here.
create or replace function job_rights() returns table (job text, privileges text, table_name text)
language sql immutable
begin atomic
  select r.job, r.privileges, t.table_name
  from (values
    -- Stores executions and what is to be known of them; reads what they are priced by. Deletes what was voided when it comes
    -- again: see the policy below.
    ('payback_ingest', 'select', array[
      'organizations', 'organization_baselines', 'provider_pricing', 'price_factors', 'producers', 'retention_cuts',
      'erased_users']),
    ('payback_ingest', 'select, insert', array[
      'users', 'daily_active_users', 'rollup_deltas', 'ingest_rejections', 'model_names']),
    ('payback_ingest', 'select, insert, update', array['ingest_counts', 'producer_totals']),
    ('payback_ingest', 'select, insert, delete', array[
      'task_executions', 'routing_decisions', 'execution_keys', 'execution_flags']),
    ('payback_ingest', 'select, delete', array['released_ids']),

    -- Say when their runs ended, as jobs of schedules.
    ('payback_rollup', 'select, insert, update', array['job_runs']),
    ('payback_pricing', 'select, insert, update', array['job_runs']),
    ('payback_feed', 'select, insert, update', array['job_runs']),
    ('payback_upkeep', 'select, insert, update', array['job_runs']),

    -- Folds deltas into rollups, and rollups into aggregations.
    ('payback_rollup', 'select', array['organizations', 'daily_active_users']),
    ('payback_rollup', 'select, delete', array['rollup_deltas']),
    ('payback_rollup', 'select, insert', array['rollup_dimensions']),
    ('payback_rollup', 'select, insert, update', array['rollup_folds']),
    ('payback_rollup', 'select, insert, delete', array['rollup_durations', 'rollup_touched_days']),
    ('payback_rollup', 'select, insert, update, delete', array['rollup_sums', 'daily_rollups', 'analytics_aggregations']),

    -- Recalculations, voids among them, and the price audit: price again what is stored, take it out of every figure, and
    -- compare totals with what they are of.
    ('payback_pricing', 'select', array[
      'organizations', 'organization_baselines', 'counted_executions', 'routing_decisions', 'retention_cuts', 'voids', 'users',
      'current_measures', 'current_durations', 'current_days', 'current_rollups', 'rollup_dimensions',
      'analytics_aggregations']),
    -- A correction is tried by making it, and taking it back.
    ('payback_pricing', 'select, insert, update (superseded_at, superseded_by)', array[
      'provider_pricing', 'price_factors']),
    ('payback_pricing',
      'select, update (actual_cost, baseline_cost, baseline_model, baseline_provider, baseline_rule, price_basis, priced_at, '
      'unpriced_detail, unpriced_reason, updated_at, void_id)', array['task_executions']),
    ('payback_pricing', 'select, update', array['recalculations']),
    ('payback_pricing', 'select, insert, update', array['recalculation_pieces', 'recalculation_days']),
    ('payback_pricing', 'select, insert', array['reconciliations']),
    ('payback_pricing', 'select, insert, update', array['audited_days']),
    ('payback_pricing', 'select, insert, delete', array[
      'execution_flags', 'rollup_deltas', 'rollup_sums', 'rollup_durations', 'rollup_touched_days', 'daily_rollups',
      'daily_active_users', 'released_ids']),
    -- How many looked at figures, of what becomes of them (vitals); never at what.
    ('payback_pricing', 'insert (organization_id, actor, action, resource_type, subject, details), '
      'select (organization_id, actor, action, created_at)', array['audit_log']),

    -- Takes list prices over, and says what that changes.
    ('payback_feed', 'select', array[
      'organization_baselines', 'current_measures', 'current_durations', 'current_rollups', 'rollup_dimensions', 'rollup_sums',
      'rollup_durations', 'rollup_deltas', 'daily_rollups']),
    ('payback_feed', 'select, insert, update (confirmed_on, superseded_at, superseded_by)', array['provider_pricing']),
    ('payback_feed', 'select, insert, update (superseded_at, superseded_by)', array['price_factors']),
    ('payback_feed', 'select, insert', array['price_changes', 'recalculations']),
    ('payback_feed', 'select, update', array['model_names', 'price_sources']),
    ('payback_feed', 'select, insert, update', array['price_feed_imports']),
    ('payback_feed', 'select, insert, update, delete', array['price_disputes']),
    ('payback_feed', 'insert (organization_id, actor, action, resource_type, subject, details)', array['audit_log']),

    -- Knows who is connected, and whose figures have changed; no figure.
    ('payback_live', 'select', array['memberships', 'rollup_deltas', 'rollup_folds', 'analytics_aggregations']),
    ('payback_live', 'select, delete', array['live_tickets']),
    ('payback_live', 'select, insert, update, delete', array['live_connections']),
    ('payback_live', 'select, insert, update', array['live_hints']),
    ('payback_live', 'select, update', array['live_watch']),
    -- What waits, to have it begun; not whose it is or what it changes.
    ('payback_live', 'select (created_at, finished_at, id, planned_at)', array['recalculations']),

    -- Makes partitions, deletes what no organization keeps any longer, and erases people. Rows are locked before they go, which
    -- takes a right to update them.
    ('payback_upkeep', 'select', array['organizations', 'organization_baselines', 'recalculations']),
    ('payback_upkeep', 'select, insert, update', array['retention_cuts', 'erasures', 'erased_users', 'archived_days']),
    -- What files of the archive have to equal.
    ('payback_upkeep', 'select', array['current_measures', 'rollup_sums', 'rollup_dimensions', 'rollup_deltas', 'daily_rollups']),
    ('payback_upkeep', 'select, insert, delete', array['daily_active_users', 'erasure_people']),
    ('payback_upkeep', 'select, insert, update, delete', array['ingest_counts']),
    ('payback_upkeep',
      'select, update (error_message, labels, notes, request_id, session_id, task_description, task_id, user_id), delete',
      array['task_executions']),
    ('payback_upkeep', 'select, update (reasoning), delete', array['routing_decisions']),
    ('payback_upkeep', 'select, update (note), delete', array['execution_flags']),
    ('payback_upkeep', 'select, update (body_hash, detail, execution_id, structure), delete', array['ingest_rejections']),
    ('payback_upkeep', 'select, update, delete', array['users']),
    ('payback_upkeep', 'select, delete', array['execution_keys', 'released_ids']),
    ('payback_upkeep', 'insert (organization_id, actor, action, resource_type, subject, details)', array['audit_log']),

    -- Tells operators how the deployment is, and what became of a message. Changes nothing; reads no text that people wrote.
    ('payback_operations', 'select', array[
      'organizations', 'current_measures', 'current_durations', 'current_rollups', 'rollup_dimensions', 'rollup_sums',
      'rollup_durations', 'rollup_touched_days', 'rollup_deltas', 'daily_rollups', 'recalculations', 'erasures', 'price_feed_imports', 'price_disputes',
      'retention_cuts', 'reconciliations', 'ingest_counts', 'schema_migrations', 'execution_keys', 'job_runs', 'live_watch']),
    ('payback_operations', 'select (organization_id, connected_at, expires_at)', array['live_connections']),
    ('payback_operations', 'select (recalculation_id, completed_at)', array['recalculation_pieces']),
    ('payback_operations', 'select (erasure_id)', array['erasure_people']),
    ('payback_operations',
      'select (organization_id, id, start_time, provider, model, task_type, success, actual_cost, baseline_cost, '
      'unpriced_reason, unpriced_detail, baseline_provider, baseline_model, priced_at, created_at, updated_at, producer, void_id, '
      'import_id)', array['task_executions']),
    ('payback_operations', 'select (organization_id, execution_id, kind, status)', array['execution_flags']),
    ('payback_operations', 'select (id, organization_id, execution_id, reason, path, received_at)', array['ingest_rejections'])
  ) as r (job, privileges, table_names)
  cross join lateral unnest(r.table_names) as t (table_name);
end;

-- Functions that run as the owner, by name; all others are everybody's, and do nothing that the caller may not.
create or replace function job_functions() returns table (job text, function_name text)
language sql immutable
begin atomic
  select r.job, r.function_name
  from (values
    ('payback_ingest', 'ensure_partitions'),
    ('payback_upkeep', 'ensure_partitions'),
    ('payback_upkeep', 'delete_audit_entries'),
    ('payback_upkeep', 'drop_week')
  ) as r (job, function_name);
end;

do $$
declare
  job_name text;
  granted record;
  -- The one role of all jobs of the version before may what they may together, as long as anything can log in as it (sql/roles.sql):
  -- so it no longer writes memberships, keys or settings. In a new database it may nothing.
  worker_runs constant boolean := (select rolcanlogin from pg_roles where rolname = 'payback_worker');
  also_worker constant text := case when worker_runs then ', payback_worker' else '' end;
begin
  foreach job_name in array array[
    'payback_ingest', 'payback_rollup', 'payback_pricing', 'payback_feed', 'payback_live', 'payback_upkeep',
    'payback_operations', 'payback_worker'
  ] loop
    execute format('revoke all on all tables in schema public from %I', job_name);
    execute format('revoke all on all sequences in schema public from %I', job_name);
    execute format('revoke all on all functions in schema public from %I', job_name);
  end loop;
  -- Partitions are for jobs to make.
  revoke all on function ensure_partitions from payback_api;

  for granted in select * from job_rights() loop
    execute format('grant %s on %I to %I%s', granted.privileges, granted.table_name, granted.job, also_worker);
  end loop;
  for granted in select * from job_functions() loop
    execute format('grant execute on function %I to %I%s', granted.function_name, granted.job, also_worker);
  end loop;

  -- Only where it is not so already: changing a policy locks its table.
  for granted in
    select c.relname, array_agg(distinct r.job order by r.job) as roles, p.roles as before
    from job_rights() as r
    join pg_class c on c.oid = to_regclass(format('public.%I', r.table_name)) and c.relkind in ('r', 'p')
    left join lateral (
      select array_agg(r.rolname::text order by r.rolname) as roles
      from pg_policy p join pg_roles r on r.oid = any (p.polroles)
      where p.polrelid = c.oid and p.polname = 'jobs') as p on true
    group by c.relname, p.roles
    order by c.relname
  loop
    if granted.before is distinct from granted.roles then
      execute format('drop policy if exists jobs on %I', granted.relname);
      execute format(
        'create policy jobs on %I to %s using (true) with check (true)',
        granted.relname, array_to_string(granted.roles, ', '));
    end if;
  end loop;
  if not exists (
    select from pg_policy where polrelid = 'public.task_executions'::regclass and polname = 'only_voided'
  ) then
    create policy only_voided on task_executions as restrictive for delete to payback_ingest using (void_id is not null);
  end if;
  if not worker_runs then
    for granted in
      select c.relname from pg_policy p join pg_class c on c.oid = p.polrelid
      where p.polname = 'worker' and p.polroles = array['payback_worker'::regrole::oid]
      order by c.relname
    loop
      execute format('drop policy worker on %I', granted.relname);
    end loop;
  end if;
end $$;
