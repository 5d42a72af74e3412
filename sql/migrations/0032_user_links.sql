-- Up Migration

-- By which external ids the messages name a member: what an admin said, never guessed, and kept as the keyed hash only. One
-- external id belongs to one member, or each could read what the other did.
create table user_links (
  organization_id uuid not null,
  subject text not null,
  keyed_hash bytea not null check (length(keyed_hash) = 32),
  created_by text not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, keyed_hash),
  foreign key (organization_id, subject) references memberships on delete cascade
);
create index user_links_by_subject on user_links (organization_id, subject);
alter table user_links enable row level security, force row level security;
create policy tenant on user_links to payback_api using (organization_id = (select current_organization_id()));
grant select, insert, delete on user_links to payback_api;
