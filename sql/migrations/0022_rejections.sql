-- Up Migration

-- What became of every message, for good: by the reporting day on which it was received, by organization (null: none that
-- exists) and by source. In the transaction that stores, so that it is what is stored.
create table ingest_counts (
  organization_id uuid references organizations,
  day date not null,
  source text not null,
  received bigint not null,
  stored bigint not null,
  repeated bigint not null,
  rejected bigint not null,
  constraint ingest_counts_key unique nulls not distinct (organization_id, day, source),
  constraint ingest_counts_complete check (received = stored + repeated + rejected)
);
alter table ingest_counts enable row level security;
alter table ingest_counts force row level security;
create policy tenant on ingest_counts for select to payback_api
  using (
    organization_id = (select current_organization_id())
    or (organization_id is null and (select current_is_operator())));
create policy worker on ingest_counts to payback_worker using (true) with check (true);
revoke all on ingest_counts from payback_api, payback_worker;
grant select on ingest_counts to payback_api;
grant select, insert, update on ingest_counts to payback_worker;

-- Of a rejected message its shape is kept and not what it says: names of fields and kinds of values, its length, and a keyed
-- hash to recognize it by. Bodies that were kept until now go: they were redacted, but a reader does not need them.
alter table ingest_rejections
  add column source text not null default '',
  add column structure jsonb,
  add column body_bytes integer,
  add column body_hash bytea,
  drop column body;
create index ingest_rejections_newest on ingest_rejections (organization_id, received_at desc, id desc);
drop index ingest_rejections_by_organization;
drop policy tenant on ingest_rejections;
create policy tenant on ingest_rejections for select to payback_api
  using (
    organization_id = (select current_organization_id())
    or (organization_id is null and (select current_is_operator())));
