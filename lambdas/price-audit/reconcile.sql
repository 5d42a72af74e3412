-- Compares the rollups of these days, pending deltas included, with their executions, by
-- provider, model and task type, exactly, and what whole days are said to have with their parts; records the days that differ with
-- the first 20 differences. One statement, so one state of the database: ingest, folds and recalculations under way are on both
-- sides or on neither.
--
-- Durations are compared by their sum; cost_optimized is left out, because looking up the decisions would make it
-- 0.4 seconds for 100,000 executions instead of 0.2. That is why measures are named one by one (a test compares the names
-- with the columns): to_jsonb of whole rollups, which needs bins and decisions, took 1.9 times as long.
with sides as (
  select
    'executions' as side, day, provider, model, task_type, executions, successful, priced, compared, costed_successful, routed,
    negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, compute_units,
    actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms, failed_without_usage
  from rollups_of_executions(:organization_id, :days::date[])
  union all
  select
    'rollups', day, provider, model, task_type, executions, successful, priced, compared, costed_successful, routed,
    negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, compute_units,
    actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms, failed_without_usage
  from current_measures
  where organization_id = :organization_id and day = any (:days::date[])
),
of_parts as (
  select
    day, provider, model, task_type, measure,
    coalesce(sum(value) filter (where side = 'executions'), 0) as of_executions,
    coalesce(sum(value) filter (where side = 'rollups'), 0) as of_rollups
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
),
-- With its parts, which are compared above: a difference is the day's own row, an aggregation that is wrong.
of_days as (
  select day, measure, coalesce(sum(weight * value), 0) as too_much, coalesce(sum(value) filter (where weight = 1), 0) as of_day
  from (
    select
      -1 as weight, day, executions, successful, priced, compared, failed_without_usage, actual_cost, baseline_cost, failed_cost,
      uncompared_cost
    from current_measures
    where organization_id = :organization_id and day = any (:days::date[])
    union all
    select
      1, day, executions, successful, priced, compared, failed_without_usage, actual_cost, baseline_cost, failed_cost,
      uncompared_cost
    from current_days
    where organization_id = :organization_id and day = any (:days::date[])
  ) as said
  cross join lateral (
    values
      ('executions', executions::numeric), ('successful', successful), ('priced', priced), ('compared', compared),
      ('failed_without_usage', failed_without_usage), ('actual_cost', actual_cost), ('baseline_cost', baseline_cost),
      ('failed_cost', failed_cost), ('uncompared_cost', uncompared_cost)
  ) as measured (measure, value)
  group by day, measure
  having coalesce(sum(weight * value), 0) <> 0
),
differences as (
  select *, row_number() over (partition by day order by provider, model, task_type, measure) as position
  from (
    select day, provider, model, task_type, measure, of_executions, of_rollups from of_parts
    union all
    select day, null, null, null, measure, of_day - too_much, of_day from of_days
  ) as found
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
