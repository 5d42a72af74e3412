-- The measures of a day, from its executions, by the names of current_measures: of which hypertable.sql makes the continuous
-- aggregate, and differences.sql compares it with the rollups.
select
  organization_id,
  BUCKET as day,
  provider,
  model,
  task_type,
  count(*) as executions,
  count(*) filter (where success) as successful,
  count(*) filter (where actual_cost is not null and baseline_cost is not null) as priced,
  count(*) filter (where routed) as routed,
  count(*) filter (where cost_optimized) as cost_optimized,
  coalesce(sum(tokens_used), 0) as total_tokens,
  coalesce(sum(input_tokens), 0) as input_tokens,
  coalesce(sum(cache_read_tokens), 0) as cache_read_tokens,
  coalesce(sum(cache_write_tokens), 0) as cache_write_tokens,
  coalesce(sum(output_tokens), 0) as output_tokens,
  coalesce(sum(compute_units), 0) as compute_units,
  coalesce(sum(actual_cost) filter (where success and baseline_cost is not null), 0) as actual_cost,
  coalesce(sum(baseline_cost) filter (where success and actual_cost is not null), 0) as baseline_cost,
  coalesce(sum(actual_cost) filter (where not success), 0) as failed_cost,
  coalesce(sum(actual_cost) filter (where success and baseline_cost is null), 0) as uncompared_cost,
  coalesce(sum(duration_ms), 0) as duration_ms
from time_series.executions
group by 1, 2, 3, 4, 5
