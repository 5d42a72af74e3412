-- Up Migration

-- Days that the audit has read whole, and what it found: hashes of the executions and of the rollups. As long as nothing of a day has
-- changed since, its rollups are compared with their hash and its executions are read only now and then.
create table audited_days (
  organization_id uuid not null,
  day date not null,
  -- What the hashes are of, and by which PostgreSQL: others cannot be compared.
  made_by text not null,
  executions bigint not null,
  executions_hash numeric not null,
  rollups_hash numeric not null,
  -- Of the day's aggregation, null without one: made again whenever rollups of the day have changed.
  aggregated_at timestamptz,
  -- When its executions were read last.
  read_at timestamptz not null default now(),
  primary key (organization_id, day)
);
alter table audited_days enable row level security, force row level security;
create policy worker on audited_days to payback_worker using (true) with check (true);
create policy tenant on audited_days to payback_api using (organization_id = (select current_organization_id()));
revoke all on audited_days from payback_api, payback_worker;
