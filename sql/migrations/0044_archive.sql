-- Up Migration

-- Whether days go into files before they end, and whether those have what is about people. Off for all that there are: who was
-- promised that executions end after so many days keeps the promise.
alter table organizations add column archive text not null default 'off'
  check (archive in ('off', 'without_personal_data'));
-- A week is in files by the tenth day after its first: before any day of it may end.
alter table organizations add constraint organizations_archive_retention_check
  check (archive = 'off' or retention_days >= 14);

-- The days that are in files, each as it was when the files were read back and equalled the rollups.
create table archived_days (
  organization_id uuid not null references organizations (id),
  day date not null,
  -- Of its rows in the file of executions, voided ones among them.
  executions bigint not null check (executions >= 0),
  -- Of all its files.
  bytes bigint not null check (bytes > 0),
  -- What they were equal to: another hash or state now means that they are to be written anew.
  rollups_hash bytea not null check (length(rollups_hash) = 32),
  executions_state text not null,
  archived_at timestamptz not null default now(),
  -- From then on the files are what there is: rows of the day are deleted, and nothing writes the files anew.
  handed_over_at timestamptz,
  primary key (organization_id, day)
);
alter table archived_days enable row level security;
alter table archived_days force row level security;
create policy tenant on archived_days for select to payback_api
  using (organization_id = (select current_organization_id()));
-- Weeks are dropped in its name.
create policy owner on archived_days for select to payback_owner using (true);
revoke all on archived_days from payback_api, payback_worker;
grant select on archived_days to payback_api;
