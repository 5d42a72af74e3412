-- $1 organization, $2 days. Compares the rollups of these days, pending deltas included, with their executions, by
-- provider, model and task type, exactly, and records the days that differ with the first 20 differences. One
-- statement, so one state of the database: ingest, folds and recalculations under way are on both sides or on neither.
--
-- Durations are compared by their sum; cost_optimized is left out, because looking up the decisions would make it
-- 0.4 seconds for 100,000 executions instead of 0.2.
with sides as (
  select 'executions' as side, rollup
  from rollups_of_measured((
    select array_agg(measured) from measured_executions($1, $2::date[]) as measured)) as rollup
  union all
  select 'rollups', row(r.*)::daily_rollups
  from current_rollups r
  where organization_id = $1 and day = any ($2::date[])
),
-- Every column but the key's and the bins of durations, whatever measures there are.
measured as (
  select
    side, (rollup).day, (rollup).provider, (rollup).model, (rollup).task_type, key as measure, value::numeric
  from sides
  cross join lateral jsonb_each_text(
    to_jsonb(rollup)
      - array['organization_id', 'day', 'provider', 'model', 'task_type', 'duration_bins', 'duration_counts']
      - 'cost_optimized') as column_of_rollup
),
differences as (
  select
    day, provider, model, task_type, measure,
    coalesce(sum(value) filter (where side = 'executions'), 0) as of_executions,
    coalesce(sum(value) filter (where side = 'rollups'), 0) as of_rollups,
    row_number() over (partition by day order by provider, model, task_type, measure) as position
  from measured
  group by day, provider, model, task_type, measure
  having coalesce(sum(value) filter (where side = 'executions'), 0)
    <> coalesce(sum(value) filter (where side = 'rollups'), 0)
)
insert into reconciliations (organization_id, day, drifted, details)
select
  $1, day, true,
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
returning day::text, details
