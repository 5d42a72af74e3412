-- What TimescaleDB makes of the copy: statements by themselves, in this order, each of which may be run again.
create extension if not exists timescaledb;

select create_hypertable('time_series.executions', by_range('day', interval '7 days'), if_not_exists => true, migrate_data => true);

-- Days and organizations are what is asked for: each organization's rows of a week are segments of a thousand.
do $$
begin
  if not (
    select compression_enabled from timescaledb_information.hypertables
    where hypertable_schema = 'time_series' and hypertable_name = 'executions')
  then
    alter table time_series.executions set (
      timescaledb.compress,
      timescaledb.compress_segmentby = 'organization_id',
      timescaledb.compress_orderby = 'day, provider, task_type, start_time');
  end if;
end $$;

create materialized view if not exists time_series.daily
with (timescaledb.continuous, timescaledb.materialized_only = true) as
MEASURES
with no data;

-- Copies the days that have changed, a transaction each, and makes the daily figures of them. A call that ends anywhere leaves
-- nothing that the next one does not go on from.
create or replace procedure time_series.copy_days(job_id integer default null, config jsonb default null)
language plpgsql
as $$
declare
  changed record;
  waiting record;
begin
  for changed in select * from time_series.changed_days(now()) loop
    perform time_series.copy_day(changed.organization_id, changed.day);
    commit;
  end loop;
  select min(day) as first, max(day) as last, max(copied_at) as until into waiting
  from time_series.copied_days
  where not in_daily and day > current_date - (select keep_days from time_series.settings);
  if waiting.first is not null then
    -- Only what has changed within is made again.
    call refresh_continuous_aggregate('time_series.daily', waiting.first, waiting.last + 1);
    update time_series.copied_days set in_daily = true
    where not in_daily and day between waiting.first and waiting.last and copied_at <= waiting.until;
  end if;
end $$;
