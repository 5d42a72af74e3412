-- Where daily figures and rollups differ, of the days that the figures are made of: none, once copying has caught up.
create or replace view time_series.differences as
with rolled_up as (
  select
    organization_id, day, provider, model, task_type, sum(executions) as executions, sum(successful) as successful,
    sum(priced) as priced, sum(routed) as routed, sum(cost_optimized) as cost_optimized, sum(total_tokens) as total_tokens,
    sum(input_tokens) as input_tokens, sum(cache_read_tokens) as cache_read_tokens,
    sum(cache_write_tokens) as cache_write_tokens, sum(output_tokens) as output_tokens, sum(compute_units) as compute_units,
    sum(actual_cost) as actual_cost, sum(baseline_cost) as baseline_cost, sum(failed_cost) as failed_cost,
    sum(uncompared_cost) as uncompared_cost, sum(duration_ms) as duration_ms
  from public.current_measures
  where (organization_id, day) in (select organization_id, day from time_series.copied_days where in_daily)
  group by organization_id, day, provider, model, task_type
  having sum(executions) <> 0
),
daily as (
  select *
  from time_series.daily
  where (organization_id, day) in (select organization_id, day from time_series.copied_days where in_daily)
)
(table rolled_up except table daily)
union all
(table daily except table rolled_up);
