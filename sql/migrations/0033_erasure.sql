-- Up Migration

-- Requests that a person be forgotten, without saying whom: what was asked when, and how far it is.
create table erasures (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  -- Who asked: may be the person, as whom they sign in.
  requested_by text not null,
  requested_at timestamptz not null,
  -- The tombstones are outside of the database as well, where no restore of it reaches them.
  kept_outside_at timestamptz,
  -- No row has anything of the person any more; files that were being written then may have.
  rows_erased_at timestamptz,
  executions bigint not null default 0 check (executions >= 0),
  finished_at timestamptz
);
create index erasures_unfinished on erasures (requested_at) where finished_at is null;

-- Tombstones: what messages name a person by, as the id that its keyed hash gives. What began before is stored without a person;
-- what began later is somebody else's, whom nothing connects with it. They stay for good.
create table erased_users (
  organization_id uuid not null references organizations,
  user_id uuid not null,
  erased_at timestamptz not null,
  later_user_id uuid not null default gen_random_uuid(),
  -- The last one that they were erased by.
  erasure_id uuid not null references erasures,
  primary key (organization_id, user_id)
);

-- What of an erasure is left to do, by the ids that executions have; gone when it is done. The days on which the person was active
-- go over to the surrogate, one for each id, so that as many are counted as before in any range.
create table erasure_people (
  erasure_id uuid not null references erasures,
  organization_id uuid not null,
  user_id uuid not null,
  surrogate uuid not null default gen_random_uuid(),
  primary key (erasure_id, user_id)
);
-- Ids of executions that were refused once, to be found when they are erased.
create index ingest_rejections_by_execution on ingest_rejections (organization_id, execution_id)
  where execution_id is not null;

alter table erasures enable row level security, force row level security;
alter table erased_users enable row level security, force row level security;
alter table erasure_people enable row level security, force row level security;
create policy tenant on erasures to payback_api using (organization_id = (select current_organization_id()));
-- Who asks how far one is names no organization.
create policy member on erasures for select to payback_api
  using (exists (
    select from memberships m where m.organization_id = erasures.organization_id and m.subject = (select current_subject()))
    or organization_id = (select organization_id from current_api_key));
create policy tenant on erased_users to payback_api using (organization_id = (select current_organization_id()));
create policy tenant on erasure_people to payback_api using (organization_id = (select current_organization_id()));
create policy worker on erasures to payback_worker using (true) with check (true);
create policy worker on erased_users to payback_worker using (true) with check (true);
create policy worker on erasure_people to payback_worker using (true) with check (true);
revoke all on erasures, erased_users, erasure_people from payback_api, payback_worker;
grant select, insert on erasures, erasure_people to payback_api;
grant select, insert, update on erased_users to payback_api, payback_worker;
grant select, insert, update on erasures to payback_worker;
grant select, insert, delete on erasure_people to payback_worker;
