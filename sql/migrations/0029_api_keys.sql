-- Up Migration

-- What programs ask with: keys of one organization, with scopes. Only a hash of a key is kept, which nobody can read:
-- a caller is let in by it. A key is revoked, never deleted, so that what it did keeps a name.
create table api_keys (
  id uuid primary key,
  organization_id uuid not null references organizations,
  name text not null check (length(name) between 1 and 100),
  -- intake: sending executions, to which nothing listens yet.
  scopes text[] not null check (cardinality(scopes) between 1 and 3 and scopes <@ array['read', 'write', 'intake']),
  key_hash bytea not null unique check (length(key_hash) = 32),
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_by text,
  revoked_at timestamptz,
  check ((revoked_by is null) = (revoked_at is null))
);
create index api_keys_by_organization on api_keys (organization_id, created_at desc, id desc);

-- SHA-256 of the key that the running API transaction was asked with.
create function current_api_key_hash() returns bytea
language sql stable parallel safe
return decode(nullif(current_setting('app.api_key_hash', true), ''), 'hex');

alter table api_keys enable row level security, force row level security;
create policy tenant on api_keys to payback_api using (organization_id = (select current_organization_id()));
-- The owner, as whom the view and the function below read it, meets the one key that the transaction was asked with.
create policy presented on api_keys to payback_owner using (key_hash = (select current_api_key_hash()));
grant
  select (id, organization_id, name, scopes, created_by, created_at, expires_at, last_used_at, revoked_by, revoked_at),
  insert (id, organization_id, name, scopes, key_hash, created_by, expires_at),
  update (revoked_by, revoked_at)
on api_keys to payback_api;

-- The key that the transaction was asked with, if it counts: one row or none, whatever else a statement says.
create view current_api_key with (security_barrier = true) as
select
  id,
  organization_id,
  -- An admin's role among people; a viewer's otherwise.
  'write' = any (scopes) as may_write,
  -- At most a minute old is new enough: each look would be a write.
  coalesce(last_used_at < now() - interval '1 minute', true) as use_is_due
from api_keys
where key_hash = (select current_api_key_hash())
  and revoked_at is null and expires_at > now() and scopes && array['read', 'write'];
grant select on current_api_key to payback_api;

create function note_api_key_use() returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  update api_keys set last_used_at = now()
  where key_hash = (select current_api_key_hash())
    and coalesce(last_used_at < now() - interval '1 minute', true);
end;
revoke all on function note_api_key_use from public;
grant execute on function note_api_key_use to payback_api;

-- A key sees its own organization before the transaction is that organization's, as a member does.
alter policy tenant on organizations using (
  id = (select current_organization_id())
  or (select current_is_operator())
  or exists (select from memberships m where m.organization_id = id and m.subject = (select current_subject()))
  or id = (select k.organization_id from current_api_key k)
);
alter policy tenant on organization_baselines using (
  organization_id = (select current_organization_id())
  or (select current_is_operator())
  or exists (
    select from memberships m
    where m.organization_id = organization_baselines.organization_id and m.subject = (select current_subject()))
  or organization_id = (select k.organization_id from current_api_key k)
);

create policy api_key on provider_pricing for select to payback_api
  using (organization_id = (select k.organization_id from current_api_key k));
create policy api_key on price_factors for select to payback_api
  using (organization_id = (select k.organization_id from current_api_key k));

-- The log names keys and jobs by subjects that no person may have. Not checked of what is there: nobody has one.
alter table memberships add constraint memberships_subject_of_a_person
  check (subject not like 'api-key:%' and subject not like 'payback-%') not valid;
