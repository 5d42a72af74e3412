-- Compares the rollups of these days, pending deltas included, with their executions, by
-- provider, model and task type, exactly, and records the days that differ with the first 20 differences. One
-- statement, so one state of the database: ingest, folds and recalculations under way are on both sides or on neither.
--
-- Durations are compared by their sum; cost_optimized is left out, because looking up the decisions would make it
-- 0.4 seconds for 100,000 executions instead of 0.2. That is why measures are named one by one (a test compares the names
-- with the columns): to_jsonb of whole rollups, which needs bins and decisions, took 1.9 times as long.
with sides as (
  select 'executions' as side, * from rollups_of_executions(:organization_id, :days::date[])
  union all
  select 'rollups', * from current_rollups where organization_id = :organization_id and day = any (:days::date[])
),
differences as (
  select
    day, provider, model, task_type, measure,
    coalesce(sum(value) filter (where side = 'executions'), 0) as of_executions,
    coalesce(sum(value) filter (where side = 'rollups'), 0) as of_rollups,
    row_number() over (partition by day order by provider, model, task_type, measure) as position
  from sides
  cross join lateral (
    values
      ('executions', executions::numeric), ('successful', successful), ('priced', priced), ('compared', compared),
      ('costed_successful', costed_successful), ('routed', routed), ('negative_savings', negative_savings),
      ('total_tokens', total_tokens), ('input_tokens', input_tokens), ('cache_read_tokens', cache_read_tokens),
      ('cache_write_tokens', cache_write_tokens), ('output_tokens', output_tokens),
      ('compute_units', compute_units), ('actual_cost', actual_cost), ('baseline_cost', baseline_cost),
      ('failed_cost', failed_cost), ('uncompared_cost', uncompared_cost), ('duration_ms', duration_ms),
      ('failed_without_usage', failed_without_usage)
  ) as measured (measure, value)
  group by day, provider, model, task_type, measure
  having coalesce(sum(value) filter (where side = 'executions'), 0)
    <> coalesce(sum(value) filter (where side = 'rollups'), 0)
)
insert into reconciliations (organization_id, day, drifted, details)
select
  :organization_id, day, true,
  jsonb_build_object(
    'differences', count(*),
    'first', jsonb_agg(
      jsonb_build_object(
        'provider', provider, 'model', model, 'task_type', task_type, 'measure', measure,
        'of_executions', trim_scale(of_executions)::text,
        'of_rollups', trim_scale(of_rollups)::text)
      order by position) filter (where position <= 20))
from differences
group by day
returning day, details
