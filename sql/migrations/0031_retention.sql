-- Up Migration

-- From which day an organization's executions are still there: decided by the retention job before it deletes what is older, so
-- that ingest takes nothing for those days any more, audits leave them alone, and a longer retention does not make them whole again.
-- Without a row nothing of the organization was deleted.
create table retention_cuts (
  organization_id uuid primary key references organizations,
  kept_from date not null,
  decided_at timestamptz not null default now()
);
alter table retention_cuts enable row level security;
alter table retention_cuts force row level security;
create policy tenant on retention_cuts for select to payback_api
  using (organization_id = (select current_organization_id()));
create policy worker on retention_cuts to payback_worker using (true) with check (true);
revoke all on retention_cuts from payback_api, payback_worker;
grant select on retention_cuts to payback_api;
grant select, insert, update on retention_cuts to payback_worker;

-- For drop_week, which runs as the owner: forced row-level security is for it too.
create policy owner on retention_cuts for select to payback_owner using (true);
create policy owner on organizations for select to payback_owner using (true);
create policy owner on task_executions for select to payback_owner using (true);

-- Drops the partitions of a week (by its Monday, UTC) that no organization keeps a day of; true where there were any. As the
-- owner, who alone may, so it asks again itself. What waits for the lock of the whole table makes everybody behind it wait as
-- well: after 0.2 s it gives up (lock_not_available), and the caller tries again another time.
create function drop_week(p_week timestamptz) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
set lock_timeout = '200ms'
as $$
declare
  week timestamp := p_week at time zone 'UTC';
  executions text := 'task_executions' || to_char(week, '_YYYYMMDD');
  decisions text := 'routing_decisions' || to_char(week, '_YYYYMMDD');
begin
  if week <> date_trunc('week', week) then
    raise exception 'a week begins on a Monday, 00:00 UTC, not at %', p_week using errcode = 'invalid_parameter_value';
  end if;
  if not exists (select from organizations)
    or exists (select from organizations o where ended_before(o, now()) < p_week + interval '7 days')
    -- Ingest learns of a decision within a minute, and its last batch by the old one takes less than another.
    or exists (select from retention_cuts where decided_at > now() - interval '5 minutes')
  then
    raise exception 'the week of % is kept', p_week using errcode = 'object_not_in_prerequisite_state';
  end if;
  if to_regclass('public.' || executions) is null and to_regclass('public.' || decisions) is null then
    return false;
  end if;
  execute format('drop table if exists public.%I, public.%I', executions, decisions);
  return true;
end $$;
revoke all on function drop_week from public;
grant execute on function drop_week to payback_worker;
