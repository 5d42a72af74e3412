-- Executions of closed days as time series, beside the executions: plain PostgreSQL, so that what is copied, and when again, does
-- not depend on the extension, which makes a hypertable of time_series.executions (hypertable.sql).
--
-- Beside, because TimescaleDB compresses no table with row-level security, and makes no continuous aggregate of one. So this schema
-- is for who operates alone, and holds nothing of a person: no user, no text, no id, no label.
create schema if not exists time_series;
revoke all on schema time_series from public;

create table if not exists time_series.settings (
  only_one boolean primary key default true check (only_one),
  -- Days before today whose executions stay; daily figures stay for ever.
  keep_days integer not null check (keep_days > 0)
);

-- A row for each execution that counts. By the organization's reporting day, so that its sums are those of the rollups whatever
-- the time zone.
create table if not exists time_series.executions (
  organization_id uuid not null,
  day date not null,
  start_time timestamptz not null,
  provider text not null,
  model text,
  task_type text not null,
  success boolean not null,
  routed boolean not null,
  cost_optimized boolean not null,
  duration_ms bigint not null,
  tokens_used bigint,
  input_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  output_tokens bigint,
  compute_units numeric,
  actual_cost numeric(24, 12),
  baseline_cost numeric(24, 12),
  unpriced_reason text,
  baseline_provider text,
  baseline_model text
);
create index if not exists executions_by_day on time_series.executions (organization_id, day);

-- What was copied. By the rollups as they were then: when those change (a late message, a recalculation, a void), the day is copied
-- again, whole.
create table if not exists time_series.copied_days (
  organization_id uuid not null,
  day date not null,
  executions bigint not null,
  rollups text not null,
  copied_at timestamptz not null default clock_timestamp(),
  -- Whether the daily figures are made of this copy already.
  in_daily boolean not null default false,
  primary key (organization_id, day)
);

-- The rollups of each organization's day, pending deltas included, as a text to compare by. A cost that was added and taken out
-- again may leave zeros behind its last digit: those are no difference.
create or replace view time_series.rolled_up_days as
select
  organization_id, day, sum(executions)::bigint as executions,
  md5(string_agg(
    concat_ws('|', provider, coalesce('=' || model, ''), task_type, executions, successful, priced, routed, cost_optimized,
      trim_scale(total_tokens), trim_scale(input_tokens), trim_scale(cache_read_tokens), trim_scale(cache_write_tokens),
      trim_scale(output_tokens), trim_scale(compute_units), trim_scale(actual_cost), trim_scale(baseline_cost),
      trim_scale(failed_cost), trim_scale(uncompared_cost), trim_scale(duration_ms)),
    E'\n' order by provider, model, task_type)) as rollups
from (
  select
    organization_id, day, provider, model, task_type, sum(executions) as executions, sum(successful) as successful,
    sum(priced) as priced, sum(routed) as routed, sum(cost_optimized) as cost_optimized, sum(total_tokens) as total_tokens,
    sum(input_tokens) as input_tokens, sum(cache_read_tokens) as cache_read_tokens,
    sum(cache_write_tokens) as cache_write_tokens, sum(output_tokens) as output_tokens, sum(compute_units) as compute_units,
    sum(actual_cost) as actual_cost, sum(baseline_cost) as baseline_cost, sum(failed_cost) as failed_cost,
    sum(uncompared_cost) as uncompared_cost, sum(duration_ms) as duration_ms
  from public.current_measures
  group by organization_id, day, provider, model, task_type
  having sum(executions) <> 0
) as rollup
group by organization_id, day;

-- Closed days, still kept by their organization and here, that are not copied as they are now.
create or replace function time_series.changed_days(p_now timestamptz) returns table (organization_id uuid, day date)
language sql stable
as $$
select o.id, coalesce(r.day, c.day)
from time_series.rolled_up_days r
full join time_series.copied_days c on c.organization_id = r.organization_id and c.day = r.day
join public.organizations o on o.id = coalesce(r.organization_id, c.organization_id)
where c.rollups is distinct from coalesce(r.rollups, '')
  and coalesce(r.day, c.day) < public.day_of(p_now, o.time_zone)
  and coalesce(r.day, c.day) >= public.first_kept_day(o, p_now)
  and coalesce(r.day, c.day) > public.day_of(p_now, 'UTC') - (select keep_days from time_series.settings)
order by 2, 1
$$;

-- Copies a day of an organization, in place of the copy that there was.
create or replace function time_series.copy_day(p_organization_id uuid, p_day date) returns bigint
language plpgsql
as $$
declare
  copied bigint;
begin
  perform pg_advisory_xact_lock(hashtext('time_series.copy_day'));
  delete from time_series.executions where organization_id = p_organization_id and day = p_day;
  -- One statement, so that rollups and executions are of one moment.
  with written as (
    insert into time_series.executions
    select
      e.organization_id, p_day, e.start_time, e.provider, e.model, e.task_type, e.success, e.routing_decision_id is not null,
      coalesce(r.routing_strategy = 'cost_optimized', false), e.duration_ms, e.tokens_used, e.input_tokens, e.cache_read_tokens,
      e.cache_write_tokens, e.output_tokens, e.compute_units, e.actual_cost, e.baseline_cost, e.unpriced_reason,
      e.baseline_provider, e.baseline_model
    from public.organizations o
    join public.counted_executions e
      on e.organization_id = o.id
      and e.start_time >= public.first_instant_of_day(p_day, o.time_zone)
      and e.start_time < public.first_instant_of_day(p_day + 1, o.time_zone)
    left join public.routing_decisions r
      on r.organization_id = e.organization_id and r.id = e.id and r.start_time = e.start_time
    where o.id = p_organization_id
    returning 1
  ),
  counted as (select count(*) as executions from written)
  insert into time_series.copied_days as c (organization_id, day, executions, rollups)
  select
    p_organization_id, p_day, counted.executions,
    coalesce(
      (select r.rollups from time_series.rolled_up_days r where r.organization_id = p_organization_id and r.day = p_day), '')
  from counted
  on conflict (organization_id, day) do update
  set executions = excluded.executions, rollups = excluded.rollups, copied_at = excluded.copied_at, in_daily = false
  returning c.executions into copied;
  return copied;
end $$;
