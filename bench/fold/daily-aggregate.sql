-- What would be materialized without rollups: the same keys and the same sums, even without durations' percentiles.
create materialized view bench.daily_aggregate as
select
  e.organization_id,
  day_of(e.start_time, o.time_zone) as day,
  e.provider,
  e.model,
  e.task_type,
  count(*) as executions,
  count(*) filter (where e.success) as successful,
  count(e.savings) as compared,
  sum(e.tokens_used) as total_tokens,
  sum(e.input_tokens) as input_tokens,
  sum(e.output_tokens) as output_tokens,
  sum(e.actual_cost) filter (where e.savings is not null) as actual_cost,
  sum(e.baseline_cost) filter (where e.savings is not null) as baseline_cost,
  sum(e.actual_cost) filter (where not e.success) as failed_cost,
  sum(e.duration_ms) as duration_ms
from task_executions e
join organizations o on o.id = e.organization_id
group by e.organization_id, day, e.provider, e.model, e.task_type
