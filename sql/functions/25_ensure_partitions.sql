-- Weekly partitions (from Monday, UTC) of both tables covering the range; returns how many were made. Attached rather than
-- created in place: ATTACH takes a lock that lets reads and writes go on. It runs as the owner, so it makes only what may be
-- needed: nothing begins later than five minutes from now, and the job makes five weeks ahead; the most that an organization
-- keeps is 1095 days, which are 157 weeks, with room for a job that has not deleted for two years. A week that nobody keeps is
-- dropped by the next retention, so what somebody makes in vain does not stay.
create or replace function ensure_partitions(p_from timestamptz, p_to timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  most_weeks constant integer := 260;
  week timestamp := date_trunc('week', p_from at time zone 'UTC');
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
    foreach parent in array array['task_executions', 'routing_decisions'] loop
      child := parent || to_char(week, '_YYYYMMDD');
      if to_regclass('public.' || child) is null then
        if (select count(*) from pg_inherits where inhparent = to_regclass('public.' || parent)) >= most_weeks then
          raise exception 'there are % partitions of % already, which is the limit', most_weeks, parent
            using errcode = 'program_limit_exceeded';
        end if;
        execute format('create table public.%I (like public.%I including all)', child, parent);
        execute format('alter table public.%I enable row level security, force row level security', child);
        execute format(
          'alter table public.%I attach partition public.%I for values from (%L) to (%L)',
          parent, child, week at time zone 'UTC', (week + interval '7 days') at time zone 'UTC');
        made := made + 1;
      end if;
    end loop;
    week := week + interval '7 days';
  end loop;
  return made;
end $$;
