-- Up Migration

-- Which version of each file of sql/functions is applied.
create table schema_functions (
  name text primary key,
  content_hash text not null
);

-- The tenant of the running transaction. API transactions set it with SET LOCAL, so it ends with the transaction:
-- a session-level SET would outlive it and reach the next tenant through a transaction pooler.
create function current_organization_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('app.organization_id', true), '')::uuid;

-- The caller of the running API transaction: the JWT's subject, and whether its groups make it an operator.
create function current_subject() returns text
language sql stable parallel safe
return nullif(current_setting('app.subject', true), '');

create function current_is_operator() returns boolean
language sql stable parallel safe
return coalesce(current_setting('app.operator', true), '') = 'true';

create table organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  -- IANA name. Rollups are kept by the organization's days, so it changes only while there are none.
  time_zone text not null default 'UTC',
  currency text not null default 'USD' check (currency = 'USD'),
  retention_days integer not null default 90 check (retention_days between 1 and 1095),
  review_threshold numeric(24, 12) not null default 1.00 check (review_threshold >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table organization_baselines (
  organization_id uuid not null references organizations,
  provider text not null,
  model text,
  effective_date timestamptz not null,
  end_date timestamptz,
  created_by text not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, effective_date),
  check (end_date > effective_date),
  constraint organization_baselines_no_overlap
    exclude using gist (organization_id with =, tstzrange(effective_date, end_date) with &&)
);

create table memberships (
  organization_id uuid not null references organizations,
  subject text not null check (length(subject) between 1 and 255),
  role text not null check (role in ('viewer', 'admin')),
  created_by text not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, subject)
);
create index memberships_by_subject on memberships (subject);

-- A user is known only by the keyed hash of the external id; the id is the hash's first 16 bytes, so ingest
-- needs no look-up to know it. No foreign key: its check took 13 microseconds a new user, more than all else about it.
create table users (
  organization_id uuid not null,
  id uuid not null,
  keyed_hash bytea not null check (length(keyed_hash) = 32),
  created_at timestamptz not null default now(),
  primary key (organization_id, id)
);

create table audit_log (
  id bigint generated always as identity primary key,
  organization_id uuid references organizations,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index audit_log_by_organization on audit_log (organization_id, created_at);

create function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger audit_log_append_only
  before update or delete or truncate on audit_log
  for each statement execute function refuse_change();
