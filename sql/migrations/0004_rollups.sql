-- Up Migration

-- Additive measures of one organization's reporting day. Costs are split so that each figure has one definition:
--   compared    successful, actual and baseline cost both known: actual_cost, baseline_cost, and so the savings
--   failed      failed_cost, apart: a failed run saves nothing but is paid for
--   uncompared  successful, actual cost known, baseline cost not: uncompared_cost, apart
-- Durations are logarithmic bins of 1% relative error (the DDSketch mapping): a bin may occur more than once in a
-- delta, its counts add up.
create table daily_rollups (
  organization_id uuid not null,
  day date not null,
  provider text not null,
  model text,
  task_type text not null,
  executions bigint not null,
  successful bigint not null,
  priced bigint not null,
  compared bigint not null,
  costed_successful bigint not null,
  routed bigint not null,
  cost_optimized bigint not null,
  negative_savings bigint not null,
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
  duration_bins smallint[] not null,
  duration_counts bigint[] not null,
  constraint daily_rollups_key unique nulls not distinct (organization_id, day, provider, model, task_type)
);

-- Pending changes of daily_rollups, written in the transaction that changes the executions.
create table rollup_deltas (
  like daily_rollups,
  id bigint generated always as identity primary key
);
create index rollup_deltas_by_organization on rollup_deltas (organization_id, day);

-- Rollups plus pending deltas: what every read stands on, so that a committed execution is visible at once.
create view current_rollups with (security_invoker = true) as
select
  organization_id, day, provider, model, task_type, executions, successful, priced, compared, costed_successful,
  routed, cost_optimized, negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens,
  output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms,
  duration_bins, duration_counts
from daily_rollups
union all
select
  organization_id, day, provider, model, task_type, executions, successful, priced, compared, costed_successful,
  routed, cost_optimized, negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens,
  output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms,
  duration_bins, duration_counts
from rollup_deltas;

create table daily_active_users (
  organization_id uuid not null,
  day date not null,
  user_id uuid not null,
  primary key (organization_id, day, user_id)
);

create table analytics_aggregations (
  organization_id uuid not null,
  period_type text not null check (period_type in ('daily', 'weekly', 'monthly')),
  period_start date not null,
  period_end date not null,
  total_tasks bigint not null,
  successful_tasks bigint not null,
  failed_tasks bigint not null,
  priced_tasks bigint not null,
  total_tokens numeric not null,
  total_cost numeric not null,
  baseline_cost numeric not null,
  total_savings numeric not null generated always as (baseline_cost - total_cost) stored,
  savings_percentage numeric
    generated always as (100 * (baseline_cost - total_cost) / nullif(baseline_cost, 0)) stored,
  failed_cost numeric not null,
  uncompared_cost numeric not null,
  by_provider jsonb not null,
  by_task_type jsonb not null,
  avg_duration_ms numeric,
  p50_duration_ms numeric,
  p95_duration_ms numeric,
  p99_duration_ms numeric,
  updated_at timestamptz not null default now(),
  primary key (organization_id, period_type, period_start)
);

create table reconciliations (
  id bigint generated always as identity primary key,
  organization_id uuid not null references organizations,
  day date not null,
  drifted boolean not null,
  details jsonb not null default '{}',
  created_at timestamptz not null default now()
);

-- Plain views with the names and columns of materialized ones: always current, nothing to refresh.
create view mv_daily_savings with (security_invoker = true) as
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
from current_rollups
group by organization_id, day, provider, task_type;

create view mv_org_current_month with (security_invoker = true) as
with month as (
  select id as organization_id, date_trunc('month', now() at time zone time_zone)::date as month
  from organizations
)
select
  m.organization_id,
  m.month,
  coalesce(sum(r.executions), 0)::bigint as total_tasks,
  coalesce(sum(r.actual_cost), 0) as total_cost,
  coalesce(sum(r.baseline_cost) - sum(r.actual_cost), 0) as total_savings,
  100 * (sum(r.baseline_cost) - sum(r.actual_cost)) / nullif(sum(r.baseline_cost), 0) as savings_percentage,
  (
    select count(distinct a.user_id)
    from daily_active_users a
    where a.organization_id = m.organization_id and a.day >= m.month and a.day < m.month + interval '1 month'
  ) as active_users,
  count(distinct r.provider) filter (where r.executions > 0) as providers_used
from month m
left join current_rollups r
  on r.organization_id = m.organization_id and r.day >= m.month and r.day < m.month + interval '1 month'
group by m.organization_id, m.month;
