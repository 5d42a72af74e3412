-- Up Migration

-- From where something was done, and what kind of thing it was done to: `subject` is its id or name. The index is of a
-- table with a row for each change that people made, which is small.
alter table audit_log
  add column resource_type text check (length(resource_type) between 1 and 100),
  add column address inet,
  add column user_agent text check (length(user_agent) between 1 and 200);
drop index audit_log_by_organization;
create index audit_log_newest_first on audit_log (organization_id, created_at desc, id desc);
create index audit_log_by_time on audit_log using brin (created_at);
-- Reading is one entry an hour for each person and each thing that was read.
create unique index audit_log_views
  on audit_log (organization_id, actor, resource_type, subject, date_trunc('hour', created_at at time zone 'UTC'))
  where action = 'view_analytics';

-- Whatever a statement says: an entry of a request is by who asks, one of a job by the job, and its time is the clock's.
create function complete_audit_entry() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if 'payback_api' in (session_user, current_user) then
    if new.actor is distinct from current_subject() then
      raise exception 'the actor of an entry is who asks' using errcode = 'insufficient_privilege';
    end if;
    new.address := nullif(current_setting('app.address', true), '')::inet;
    new.user_agent := nullif(current_setting('app.user_agent', true), '');
  elsif new.actor not like 'payback-%' then
    -- Of the version before, or of whoever would like to be a person.
    new.actor := 'payback-' || new.actor;
  end if;
  new.resource_type := coalesce(new.resource_type, split_part(new.action, '.', 1));
  new.created_at := clock_timestamp();
  return new;
end $$;
create trigger audit_log_complete
  before insert on audit_log
  for each row execute function complete_audit_entry();

-- No entry of the last year goes, whoever asks; older ones by the function below only.
drop trigger audit_log_append_only on audit_log;
create trigger audit_log_append_only
  before update or truncate on audit_log
  for each statement execute function refuse_change();
create trigger audit_log_keeps_a_year
  before delete on audit_log
  for each row when (old.created_at >= now() - interval '366 days') execute function refuse_change();
-- Also where a session says that it replicates, which leaves out all others.
alter table audit_log
  enable always trigger audit_log_complete,
  enable always trigger audit_log_append_only,
  enable always trigger audit_log_keeps_a_year;

revoke insert on audit_log from payback_api, payback_worker;
grant insert (organization_id, actor, action, resource_type, subject, details) on audit_log
  to payback_api, payback_worker;
create policy old on audit_log to payback_owner
  using (created_at < now() - interval '366 days') with check (false);

-- How often somebody was refused, by day: a row for each person, operation and organization, however often they try.
create table refused_access (
  day date not null,
  subject text not null check (length(subject) between 1 and 255),
  operation text not null check (length(operation) between 1 and 100),
  -- Null: none was named, or none that exists.
  organization_id uuid references organizations,
  refusals bigint not null default 1 check (refusals > 0),
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  unique nulls not distinct (day, subject, operation, organization_id)
);
create index refused_access_by_organization on refused_access (organization_id, day desc);
alter table refused_access enable row level security, force row level security;
create policy tenant on refused_access to payback_api
  using (organization_id = (select current_organization_id()) or (select current_is_operator()));
create policy worker on refused_access to payback_worker using (true) with check (false);
-- As whom the functions below count and delete.
create policy owner on refused_access to payback_owner using (true) with check (true);
grant select on refused_access to payback_api, payback_worker;

create function count_refused_access(refused_operation text, asked_organization uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into refused_access as r (day, subject, operation, organization_id)
  values ((now() at time zone 'UTC')::date, current_subject(), refused_operation, asked_organization)
  on conflict (day, subject, operation, organization_id)
  do update set refusals = r.refusals + 1, last_at = now();
exception when foreign_key_violation then
  perform count_refused_access(refused_operation, null);
end $$;

-- Deletes the oldest of what is older than so many days, at least a year; the only way to do so.
create function delete_audit_entries(days_kept integer, at_most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  deleted integer;
begin
  if days_kept is null or days_kept < 366 then
    raise exception 'the audit log is kept for at least 366 days' using errcode = 'invalid_parameter_value';
  end if;
  delete from audit_log where id in (
    select id from audit_log
    where created_at < now() - make_interval(days => days_kept)
    order by created_at
    limit at_most);
  get diagnostics deleted = row_count;
  delete from refused_access where day < (now() at time zone 'UTC')::date - days_kept;
  return deleted;
end $$;

revoke all on function count_refused_access, delete_audit_entries from public;
grant execute on function count_refused_access to payback_api;
grant execute on function delete_audit_entries to payback_worker;
