-- Up Migration

-- Who may send executions of an organization; null: registered by an operator, for all of them. A principal is the unique id
-- of an IAM role or user, as SQS attests it (SenderId without the session's name).
create table producers (
  organization_id uuid references organizations,
  principal text not null check (principal ~ '^A[A-Z]{3}[A-Z0-9]{12,124}$'),
  name text check (length(name) between 1 and 200),
  created_by text not null,
  created_at timestamptz not null default now(),
  constraint producers_key unique nulls not distinct (organization_id, principal)
);
alter table producers enable row level security;
alter table producers force row level security;
create policy worker on producers for select to payback_worker using (true);
create policy tenant on producers to payback_api
  using (
    organization_id is null
    or organization_id = (select current_organization_id())
    or (select current_is_operator()))
  with check (organization_id = (select current_organization_id()) or (select current_is_operator()));
revoke all on producers from payback_api, payback_worker;
grant select, insert, update (name), delete on producers to payback_api;
grant select on producers to payback_worker;

-- Whether an organization takes executions of its producers alone. Set with its first producer, and where the stage says so
-- when it is created; never taken back, because that would open it to everybody.
alter table organizations add column producers_enforced boolean not null default false;

-- What each sender has had stored for an organization, registered or not: in the transaction that stores.
create table producer_totals (
  organization_id uuid not null references organizations,
  principal text not null,
  executions bigint not null check (executions >= 0),
  last_received_at timestamptz not null,
  primary key (organization_id, principal)
);
alter table producer_totals enable row level security;
alter table producer_totals force row level security;
create policy worker on producer_totals to payback_worker using (true) with check (true);
create policy tenant on producer_totals for select to payback_api
  using (organization_id = (select current_organization_id()));
revoke all on producer_totals from payback_api, payback_worker;
grant select on producer_totals to payback_api;
grant select, insert, update on producer_totals to payback_worker;

-- Where an execution came from: the sender that SQS attests, or a connection, or an import. Null of what was stored before.
alter table task_executions
  add column producer text,
  add column connection_id uuid,
  add column import_id uuid;
create or replace view counted_executions with (security_invoker = true) as
select * from task_executions;
