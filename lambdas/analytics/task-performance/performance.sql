-- $1 organization, $2 and $3 first and last day, $4 task type or null, $5 provider or null.
with rollups as materialized (
  select
    task_type, provider, executions, successful, costed_successful,
    actual_cost + failed_cost + uncompared_cost as paid, duration_ms, duration_bins, duration_counts
  from current_rollups
  where organization_id = $1
    and day between $2::date and $3::date
    and ($4::text is null or task_type = $4)
),
shown as (
  select * from rollups where $5::text is null or provider = $5
),
-- The bins are unnested once for all three percentiles.
binned as (
  select task_type, bin, sum(count) as count
  from shown, unnest(duration_bins, duration_counts) as bins (bin, count)
  group by task_type, bin
),
ranked as (
  select
    task_type, bin,
    sum(count) over (partition by task_type order by bin) as reached,
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
-- Failed runs are paid for too, so they are part of what a success costs.
contenders as (
  select
    task_type,
    provider,
    sum(successful) / sum(executions) as success_rate,
    max(sum(successful) / sum(executions)) over (partition by task_type) as best_success_rate,
    sum(paid) / nullif(sum(costed_successful), 0) as cost_per_success
  from rollups
  group by task_type, provider
  having sum(executions) >= 30
),
optimal as (
  select distinct on (task_type) task_type, provider
  from contenders
  where cost_per_success is not null and success_rate >= best_success_rate - 0.02
  order by task_type, cost_per_success, provider
)
select
  s.task_type,
  sum(s.executions) as executions,
  sum(s.successful) as successful,
  sum(s.duration_ms) / sum(s.executions) as avg_duration_ms,
  p.p50_duration_ms,
  p.p95_duration_ms,
  p.p99_duration_ms,
  o.provider as optimal_provider
from shown s
left join percentiles p using (task_type)
left join optimal o using (task_type)
group by s.task_type, p.p50_duration_ms, p.p95_duration_ms, p.p99_duration_ms, o.provider
having sum(s.executions) > 0
order by sum(s.executions) desc, s.task_type
