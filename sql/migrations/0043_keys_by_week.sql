-- Up Migration

-- The least id of version 7 that an instant can have (RFC 9562: 48 bits of milliseconds since 1970 come first).
create function least_id_at(p_instant timestamptz) returns uuid
language sql immutable strict parallel safe
as $$
select rpad(lpad(to_hex((extract(epoch from p_instant) * 1000)::bigint), 12, '0'), 32, '0')::uuid
$$;

-- Keys go with the week that their id names: an id alone says where its key is, whatever start time comes with it, so that an id
-- is still unique. Ids of version 7 begin with their time; the first bits of others name one of the weeks that there may be (from
-- 2020 to 2050) for 3 in 1,000 of them, and a week that has partitions for 2 in a million.
create table keys_by_week (
  organization_id uuid not null,
  id uuid not null,
  start_time timestamptz not null,
  hash_version smallint not null check (hash_version in (1, 2)),
  content_hash bytea not null,
  constraint keys_by_week_unique primary key (organization_id, id)
) partition by range (id);

-- Ids of weeks without a partition: of version 7 with a wrong clock, others by chance. Few, since a new week looks through them.
create table execution_keys_between partition of keys_by_week default;
-- To 2020-01-06.
create table execution_keys_before partition of keys_by_week for values from (minvalue) to ('016f7826-b400-0000-0000-000000000000');
-- From 2050-01-03: nearly all that are of another version: what goes is deleted row by row, and a smaller index has fewer pages to write.
create table execution_keys_others partition of keys_by_week
  for values from ('024bd8a9-a800-0000-0000-000000000000') to (maxvalue)
  partition by hash (id);

-- What is there takes its place at once: some 4 microseconds a key, in which nothing is stored and messages wait in the queue.
do $$
declare
  week timestamptz;
  child text;
begin
  for part in 0..7 loop
    execute format(
      'create table execution_keys_others_%s partition of execution_keys_others for values with (modulus 8, remainder %s)', part, part);
  end loop;
  for week in
    select to_timestamp(right(c.relname, 8) || ' UTC', 'YYYYMMDD TZ')
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'task_executions'::regclass
  loop
    child := 'execution_keys' || to_char(week at time zone 'UTC', '_YYYYMMDD');
    execute format(
      'create table %I partition of keys_by_week for values from (%L) to (%L)',
      child, least_id_at(week), least_id_at(week + interval '7 days'));
  end loop;
  for child in
    select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname ~ '^execution_keys_' and c.relkind in ('r', 'p')
  loop
    execute format('alter table %I enable row level security, force row level security', child);
  end loop;
end $$;

lock table execution_keys in share mode;
-- What moves it is the owner, for whom row-level security counts too.
alter table execution_keys no force row level security;
insert into keys_by_week (organization_id, id, start_time, hash_version, content_hash)
select organization_id, id, start_time, hash_version, content_hash from execution_keys;
drop table execution_keys;
alter table keys_by_week rename to execution_keys;
alter table execution_keys rename constraint keys_by_week_unique to execution_keys_unique;

alter table execution_keys enable row level security, force row level security;
create policy tenant on execution_keys to payback_api using (organization_id = (select current_organization_id()));
create policy jobs on execution_keys to payback_ingest, payback_operations, payback_upkeep using (true) with check (true);
-- For ensure_partitions and drop_week, which run as the owner and move what takes another place.
create policy owner on execution_keys to payback_owner using (true) with check (true);
grant select on execution_keys to payback_api;
