-- Up Migration

-- Executions that were taken out of every figure, and why: those that match and were received until then. The work is that
-- of a recalculation, as is putting them back.
create table voids (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  ids uuid[],
  producer text,
  import_id uuid,
  received_from timestamptz,
  received_to timestamptz not null,
  reason text not null check (length(reason) between 1 and 1000),
  dry_run boolean not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  constraint voids_one_choice check (num_nonnulls(ids, producer, import_id) = 1),
  constraint voids_range check (received_from < received_to)
);
create index voids_by_organization on voids (organization_id, created_at, id);
alter table voids enable row level security;
alter table voids force row level security;
create policy worker on voids for select to payback_worker using (true);
create policy tenant on voids to payback_api
  using (organization_id = (select current_organization_id()));
revoke all on voids from payback_api, payback_worker;
grant select, insert on voids to payback_api;
grant select on voids to payback_worker;

alter table recalculations
  add column void_id uuid references voids,
  drop constraint recalculations_cause_check,
  add constraint recalculations_cause_check check (cause in (
    'price_correction', 'new_price', 'baseline_change', 'price_feed', 'price_factor', 'cost_source_change', 'void',
    'restore')),
  drop constraint recalculations_check,
  add constraint recalculations_dry_run_check
    check (case when cause in ('void', 'restore') then correction is null else dry_run = (correction is not null) end),
  add constraint recalculations_void_check check ((cause in ('void', 'restore')) = (void_id is not null));
-- A void is worked on once, and taken back once.
create unique index recalculations_of_void on recalculations (void_id, cause) where void_id is not null;

-- Null: it counts. Else the void that it is out by.
alter table task_executions add column void_id uuid;
create or replace view counted_executions with (security_invoker = true) as
select * from task_executions where void_id is null;

-- Ids that were voided by undoing an import: what comes again under one of them is new, whatever it says.
create table released_ids (
  organization_id uuid not null,
  id uuid not null,
  start_time timestamptz not null,
  primary key (organization_id, id)
);
alter table released_ids enable row level security;
alter table released_ids force row level security;
create policy worker on released_ids to payback_worker using (true) with check (true);
revoke all on released_ids from payback_api, payback_worker;
grant select, insert, delete on released_ids to payback_worker;

-- It tells now whether an execution counts; sql/functions makes it again.
drop function if exists reprice_executions(
  uuid, timestamptz, timestamptz, text[], text[], timestamptz, uuid, integer);
drop function if exists filtered_executions(
  uuid, date, date, text, text, text, text, uuid, boolean, boolean, text);
