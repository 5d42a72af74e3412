-- Up Migration

-- Row-level security, enabled and forced, on everything. Workers process all tenants. API transactions see the
-- one organization that they are set to, whatever their SQL says.
do $$
declare
  table_name text;
begin
  for table_name in
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not in ('schema_migrations', 'schema_functions')
  loop
    execute format('alter table %I enable row level security, force row level security', table_name);
    execute format('create policy worker on %I to payback_worker using (true) with check (true)', table_name);
  end loop;

  foreach table_name in array array[
    'users', 'task_executions', 'routing_decisions', 'execution_keys', 'execution_flags', 'ingest_rejections',
    'daily_rollups', 'rollup_deltas', 'daily_active_users', 'analytics_aggregations', 'reconciliations',
    'recalculations'
  ] loop
    execute format(
      'create policy tenant on %I to payback_api using (organization_id = (select current_organization_id()))',
      table_name);
    execute format('grant select on %I to payback_api', table_name);
  end loop;
end $$;

-- What is about organizations rather than inside one: also open to its members and to operators.
create policy tenant on organizations to payback_api
  using (
    id = (select current_organization_id())
    or (select current_is_operator())
    or exists (select from memberships m where m.organization_id = id and m.subject = (select current_subject()))
  )
  with check (id = (select current_organization_id()) or (select current_is_operator()));
create policy tenant on organization_baselines to payback_api
  using (
    organization_id = (select current_organization_id())
    or (select current_is_operator())
    or exists (
      select from memberships m
      where m.organization_id = organization_baselines.organization_id and m.subject = (select current_subject()))
  )
  with check (organization_id = (select current_organization_id()) or (select current_is_operator()));
create policy tenant on memberships to payback_api
  using (
    organization_id = (select current_organization_id())
    or (select current_is_operator())
    or subject = (select current_subject())
  )
  with check (organization_id = (select current_organization_id()) or (select current_is_operator()));
-- List prices are everybody's, contract prices the organization's own; only an operator writes list prices.
create policy tenant on provider_pricing to payback_api
  using (
    organization_id is null
    or organization_id = (select current_organization_id())
    or (select current_is_operator())
  )
  with check (organization_id = (select current_organization_id()) or (select current_is_operator()));
create policy tenant on price_changes to payback_api
  using (
    organization_id is null
    or organization_id = (select current_organization_id())
    or (select current_is_operator())
  )
  with check (organization_id = (select current_organization_id()) or (select current_is_operator()));
create policy tenant on audit_log to payback_api
  using (organization_id = (select current_organization_id()) or (select current_is_operator()))
  with check (organization_id = (select current_organization_id()) or (select current_is_operator()));

grant select on organizations, organization_baselines, memberships, provider_pricing, price_changes, audit_log,
  current_rollups, mv_daily_savings, mv_org_current_month to payback_api;
grant insert, update on organizations, organization_baselines to payback_api;
-- A price is superseded, never edited.
grant insert, update (superseded_at, superseded_by) on provider_pricing to payback_api;
grant insert, update, delete on memberships to payback_api;
grant insert on audit_log, price_changes to payback_api;

grant select, insert, update, delete on all tables in schema public to payback_worker;
revoke insert, update, delete on schema_migrations, schema_functions from payback_worker;
-- The health check tells the schema's version.
grant select on schema_migrations to payback_api;
revoke update, delete on audit_log, provider_pricing from payback_worker;
grant usage on all sequences in schema public to payback_api, payback_worker;
