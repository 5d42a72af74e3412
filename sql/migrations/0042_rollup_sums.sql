-- Up Migration

-- Rollups by an interned set of dimensions: what executions are counted by is here once, and a rollup's key is short. What comes
-- later to count by is one more column here. Of an organization, since its names are its own.
create table rollup_dimensions (
  id integer generated always as identity,
  organization_id uuid not null,
  provider text not null,
  model text,
  task_type text not null,
  primary key (organization_id, id),
  constraint rollup_dimensions_set unique nulls not distinct (organization_id, provider, model, task_type)
);

-- The additive measures of daily_rollups, without durations. Added to in place: none of what is rewritten is in an index, and a
-- page has room for the next version of its rows.
create table rollup_sums (
  organization_id uuid not null,
  day date not null,
  dimensions_id integer not null,
  executions bigint not null,
  successful bigint not null,
  priced bigint not null,
  compared bigint not null,
  costed_successful bigint not null,
  routed bigint not null,
  cost_optimized bigint not null,
  negative_savings bigint not null,
  failed_without_usage bigint not null,
  -- No integer: a producer that reports absurd numbers must not be able to stop the folds of all.
  total_tokens numeric not null,
  input_tokens numeric not null,
  cache_read_tokens numeric not null,
  cache_write_tokens numeric not null,
  output_tokens numeric not null,
  compute_units numeric not null,
  actual_cost numeric not null,
  baseline_cost numeric not null,
  failed_cost numeric not null,
  uncompared_cost numeric not null,
  duration_ms numeric not null,
  primary key (organization_id, day, dimensions_id)
)
with (fillfactor = 70);

-- Durations as logarithmic bins of 1% relative error, in segments: each fold adds one for what it folded, readers add them up, and
-- the refresh of aggregations makes one of them. By what percentiles are asked for, which stays short when dimensions are added.
create table rollup_durations (
  organization_id uuid not null,
  day date not null,
  provider text not null,
  task_type text not null,
  duration_bins smallint[] not null,
  duration_counts bigint[] not null
);
create index rollup_durations_by_day on rollup_durations (organization_id, day);

-- Days whose aggregations are older than their rollups: written with every change of a rollup, taken away by the refresh.
create table rollup_touched_days (
  organization_id uuid not null,
  day date not null,
  touched_at timestamptz not null default now(),
  primary key (organization_id, day)
);

-- When deltas of an organization were folded last: what is not pending any longer must not look as if nothing had come.
create table rollup_folds (
  organization_id uuid primary key,
  folded_at timestamptz not null
)
with (fillfactor = 50);

-- Of a day: its bins, of which weeks and months are made.
alter table analytics_aggregations
  add column compared_tasks bigint,
  add column failed_without_usage bigint,
  add column duration_bins smallint[],
  add column duration_counts bigint[];

do $$
declare
  table_name text;
begin
  foreach table_name in array array[
    'rollup_dimensions', 'rollup_sums', 'rollup_durations', 'rollup_touched_days', 'rollup_folds'
  ] loop
    execute format('alter table %I enable row level security, force row level security', table_name);
    execute format('create policy worker on %I to payback_worker using (true) with check (true)', table_name);
    execute format(
      'create policy tenant on %I to payback_api using (organization_id = (select current_organization_id()))', table_name);
    execute format('revoke all on %I from payback_api, payback_worker', table_name);
  end loop;
end $$;
grant select on rollup_dimensions, rollup_sums, rollup_durations, rollup_touched_days to payback_api;

-- Rollups plus pending deltas: what every read stands on, so that a committed execution is visible at once. In daily_rollups is what
-- the version before folds in the minutes of a deployment; the next fold takes it over.
create view current_measures with (security_invoker = true) as
select
  s.organization_id, s.day, d.provider, d.model, d.task_type, s.executions, s.successful, s.priced, s.compared,
  s.costed_successful, s.routed, s.cost_optimized, s.negative_savings, s.failed_without_usage, s.total_tokens,
  s.input_tokens, s.cache_read_tokens, s.cache_write_tokens, s.output_tokens, s.compute_units, s.actual_cost,
  s.baseline_cost, s.failed_cost, s.uncompared_cost, s.duration_ms
from rollup_sums s
join rollup_dimensions d on d.organization_id = s.organization_id and d.id = s.dimensions_id
union all
select
  organization_id, day, provider, model, task_type, executions, successful, priced, compared, costed_successful,
  routed, cost_optimized, negative_savings, failed_without_usage, total_tokens, input_tokens, cache_read_tokens,
  cache_write_tokens, output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms
from rollup_deltas
union all
select
  organization_id, day, provider, model, task_type, executions, successful, priced, compared, costed_successful,
  routed, cost_optimized, negative_savings, failed_without_usage, total_tokens, input_tokens, cache_read_tokens,
  cache_write_tokens, output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms
from daily_rollups;

-- The durations of the same.
create view current_durations with (security_invoker = true) as
select organization_id, day, provider, task_type, duration_bins, duration_counts from rollup_durations
union all
select organization_id, day, provider, task_type, duration_bins, duration_counts from rollup_deltas
union all
select organization_id, day, provider, task_type, duration_bins, duration_counts from daily_rollups;

-- Both in one, for the version before and for queries of others: a row has measures or durations.
create or replace view current_rollups with (security_invoker = true) as
select
  organization_id, day, provider, model, task_type, executions, successful, priced, compared, costed_successful,
  routed, cost_optimized, negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens,
  output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms,
  '{}'::smallint[] as duration_bins, '{}'::bigint[] as duration_counts, failed_without_usage
from current_measures
union all
select
  organization_id, day, provider, null, task_type, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  duration_bins, duration_counts, 0
from current_durations;

-- What is not broken down, a row a day: of the aggregations where they are up to date, else of the rollups; and what is pending.
create view current_days with (security_invoker = true) as
select
  a.organization_id, a.period_start as day, a.total_tasks as executions, a.successful_tasks as successful,
  a.priced_tasks as priced, a.compared_tasks as compared, a.failed_without_usage, a.total_cost as actual_cost,
  a.baseline_cost, a.failed_cost, a.uncompared_cost
from analytics_aggregations a
where a.period_type = 'daily' and a.compared_tasks is not null
  and not exists (
    select from rollup_touched_days t where t.organization_id = a.organization_id and t.day = a.period_start)
  and not exists (select from daily_rollups r where r.organization_id = a.organization_id and r.day = a.period_start)
union all
select
  s.organization_id, s.day, s.executions, s.successful, s.priced, s.compared, s.failed_without_usage, s.actual_cost,
  s.baseline_cost, s.failed_cost, s.uncompared_cost
from rollup_sums s
where exists (select from rollup_touched_days t where t.organization_id = s.organization_id and t.day = s.day)
  or exists (select from daily_rollups r where r.organization_id = s.organization_id and r.day = s.day)
union all
select
  organization_id, day, executions, successful, priced, compared, failed_without_usage, actual_cost, baseline_cost,
  failed_cost, uncompared_cost
from rollup_deltas
union all
select
  organization_id, day, executions, successful, priced, compared, failed_without_usage, actual_cost, baseline_cost,
  failed_cost, uncompared_cost
from daily_rollups;

create or replace view mv_daily_savings with (security_invoker = true) as
select
  organization_id,
  day as date,
  provider,
  task_type,
  sum(executions)::bigint as tasks_completed,
  sum(total_tokens)::bigint as total_tokens,
  sum(actual_cost) as actual_cost,
  sum(baseline_cost) as baseline_cost,
  sum(baseline_cost) - sum(actual_cost) as total_savings,
  sum(duration_ms) / nullif(sum(executions), 0) as avg_duration_ms,
  sum(successful)::bigint as successful_tasks,
  sum(executions - successful)::bigint as failed_tasks
from current_measures
group by organization_id, day, provider, task_type;

grant select on current_measures, current_durations, current_days to payback_api;
