-- @name task_type_performance
with rollups as materialized (
  select
    task_type, provider, executions, successful, costed_successful,
    actual_cost + failed_cost + uncompared_cost as paid, duration_ms
  from current_measures
  where organization_id = :organization_id
    and day between :start::date and :end::date
    and (:task_type?::text is null or task_type = :task_type)
),
-- The bins are unnested once for all three percentiles, and in the select list: as a function in the from clause,
-- run once for each row, it takes twice as long.
unnested as (
  select task_type, unnest(duration_bins) as bin, unnest(duration_counts) as count
  from current_durations
  where organization_id = :organization_id
    and day between :start::date and :end::date
    and (:task_type::text is null or task_type = :task_type)
    and (:provider?::text is null or provider = :provider)
),
-- Materialized, because the planner otherwise sorts all of them for the windows, 17 ms for 25,000, instead of
-- hashing them first, 4 ms. As bigint, because windows over numeric take twice as long.
binned as materialized (
  select task_type, bin, sum(count)::bigint as count
  from unnested
  group by task_type, bin
),
ranked as (
  select
    task_type, bin,
    sum(count) over (partition by task_type order by bin rows unbounded preceding) as reached,
    sum(count) over (partition by task_type) as total
  from binned
),
-- As percentile_disc: the first bin that reaches the rank.
percentiles as (
  select
    task_type,
    duration_of_bin(min(bin) filter (where reached >= 0.50 * total)) as p50_duration_ms,
    duration_of_bin(min(bin) filter (where reached >= 0.95 * total)) as p95_duration_ms,
    duration_of_bin(min(bin) filter (where reached >= 0.99 * total)) as p99_duration_ms
  from ranked
  group by task_type
),
by_provider as materialized (
  select
    task_type,
    provider,
    sum(executions) as executions,
    sum(successful) as successful,
    sum(costed_successful) as costed_successful,
    sum(paid) as paid,
    sum(duration_ms) as duration_ms
  from rollups
  group by task_type, provider
  having sum(executions) > 0
),
-- Failed runs are paid for too, so they are part of what a success costs.
contenders as (
  select
    task_type,
    provider,
    successful / executions as success_rate,
    max(successful / executions) over (partition by task_type) as best_success_rate,
    paid / nullif(costed_successful, 0) as cost_per_success
  from by_provider
  where executions >= 30
),
optimal as (
  select distinct on (task_type) task_type, provider
  from contenders
  where cost_per_success is not null and success_rate >= best_success_rate - 0.02
  order by task_type, cost_per_success, provider
),
totals as (
  select task_type, sum(executions) as executions, sum(successful) as successful, sum(duration_ms) as duration_ms
  from by_provider
  where :provider::text is null or provider = :provider
  group by task_type
)
select
  t.task_type as "task_type!",
  t.executions::bigint as "executions!",
  t.successful::bigint as "successful!",
  t.duration_ms / t.executions as "avg_duration_ms!",
  p.p50_duration_ms as "p50_duration_ms!",
  p.p95_duration_ms as "p95_duration_ms!",
  p.p99_duration_ms as "p99_duration_ms!",
  o.provider as optimal_provider
from totals t
left join percentiles p using (task_type)
left join optimal o using (task_type)
order by t.executions desc, t.task_type
