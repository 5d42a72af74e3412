-- Weekly partitions (from Monday, UTC) of executions, decisions and keys covering the range; returns how many were made. Attached
-- rather than created in place: ATTACH takes a lock that lets reads and writes go on. It runs as the owner, so it makes only what may
-- be needed: nothing begins later than five minutes from now, and the job makes five weeks ahead; the most that an organization
-- keeps is 1095 days, which are 157 weeks, with room for a job that has not deleted for two years. A week that nobody keeps is
-- dropped by the next retention, so what somebody makes in vain does not stay.
create or replace function ensure_partitions(p_from timestamptz, p_to timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  most_weeks constant integer := 260;
  week timestamp := date_trunc('week', p_from at time zone 'UTC');
  first timestamptz;
  ended timestamptz;
  bounds text;
  parent text;
  child text;
  made integer := 0;
begin
  if p_from is null or p_to is null or p_from < '2020-01-01Z' or p_to > now() + interval '6 weeks' then
    raise exception 'there are no partitions from % to %: they begin in 2020 and end six weeks from now', p_from, p_to
      using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext('ensure_partitions'));
  while week <= p_to at time zone 'UTC' loop
    first := week at time zone 'UTC';
    ended := (week + interval '7 days') at time zone 'UTC';
    foreach parent in array array['task_executions', 'routing_decisions', 'execution_keys'] loop
      child := parent || to_char(week, '_YYYYMMDD');
      -- Keys of the days before 2020-01-06 have a place already.
      if to_regclass('public.' || child) is null and (parent <> 'execution_keys' or first >= '2020-01-06Z') then
        if (
          select count(*) from pg_inherits i join pg_class c on c.oid = i.inhrelid
          where i.inhparent = to_regclass('public.' || parent) and c.relname ~ '_\d{8}$') >= most_weeks
        then
          raise exception 'there are % partitions of % already, which is the limit', most_weeks, parent
            using errcode = 'program_limit_exceeded';
        end if;
        execute format('create table public.%I (like public.%I including all)', child, parent);
        if parent = 'execution_keys' then
          bounds := format('from (%L) to (%L)', least_id_at(first), least_id_at(ended));
          perform take_keys(child, first, ended);
        else
          bounds := format('from (%L) to (%L)', first, ended);
        end if;
        execute format('alter table public.%I enable row level security, force row level security', child);
        execute format('alter table public.%I attach partition public.%I for values %s', parent, child, bounds);
        made := made + 1;
      end if;
    end loop;
    week := week + interval '7 days';
  end loop;
  return made;
end $$;

-- Into a table that is about to be a partition: the keys whose ids name its week, which had none until now. Nobody may add to them
-- meanwhile; ATTACH takes the same lock. A hundredth of a second for each 100,000 keys that name no week.
create or replace function take_keys(p_child text, p_first timestamptz, p_ended timestamptz) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  lock table public.execution_keys_between in access exclusive mode;
  execute format('insert into public.%I select * from public.execution_keys where id >= $1 and id < $2', p_child)
    using least_id_at(p_first), least_id_at(p_ended);
  delete from public.execution_keys where id >= least_id_at(p_first) and id < least_id_at(p_ended);
end $$;
