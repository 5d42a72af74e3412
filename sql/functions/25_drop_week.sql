-- Drops the partitions of a week (by its Monday, UTC) that no organization keeps a day of; true where there were any. As the
-- owner, who alone may, so it asks again itself. What waits for the lock of the whole table makes everybody behind it wait as
-- well: after 0.2 s it gives up (lock_not_available), and the caller tries again another time.
create or replace function drop_week(p_week timestamptz) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp
set lock_timeout = '200ms'
as $$
declare
  week timestamp := p_week at time zone 'UTC';
  ended timestamptz := p_week + interval '7 days';
  parents text[] := array['task_executions', 'routing_decisions'];
  dropped text[];
begin
  if week <> date_trunc('week', week) then
    raise exception 'a week begins on a Monday, 00:00 UTC, not at %', p_week using errcode = 'invalid_parameter_value';
  end if;
  if not exists (select from organizations)
    or exists (select from organizations o where ended_before(o, now()) < ended)
    -- Ingest learns of a decision within a minute, and its last batch by the old one takes less than another.
    or exists (select from retention_cuts where decided_at > now() - interval '5 minutes')
  then
    raise exception 'the week of % is kept', p_week using errcode = 'object_not_in_prerequisite_state';
  end if;
  select array_agg('public.' || name order by name) into dropped
  from unnest(parents) as parent, concat(parent, to_char(week, '_YYYYMMDD')) as name
  where to_regclass('public.' || name) is not null;
  if dropped is not null then execute 'drop table ' || array_to_string(dropped, ', '); end if;
  return drop_keys(p_week) or dropped is not null;
end $$;

-- Drops the keys whose ids name a week (by its Monday, UTC) that no execution is left of; true where there were any. What begins
-- later than its id says is kept, and finds its key where ids are that name no week.
create or replace function drop_keys(p_week timestamptz) returns boolean
language plpgsql volatile
set search_path = pg_catalog, public, pg_temp
as $$
declare
  -- Moving takes 5 microseconds a key, for which ingest waits. Where there are more the week stays until fewer are kept.
  most constant integer := 10_000;
  child text := 'execution_keys' || to_char(p_week at time zone 'UTC', '_YYYYMMDD');
  ended timestamptz := p_week + interval '7 days';
  kept execution_keys[];
begin
  if to_regclass('public.' || child) is null then return false; end if;
  -- Who stores or deletes such a key waits from here on, and nobody else until the drop itself.
  execute format('lock table public.%I in share row exclusive mode', child);
  kept := array(
    select k from execution_keys k
    where k.id >= least_id_at(p_week) and k.id < least_id_at(ended) and k.start_time >= ended
    limit most + 1);
  if cardinality(kept) > most then return false; end if;
  execute format('drop table public.%I', child);
  insert into execution_keys select (unnest(kept)).*;
  return true;
end $$;
