// Generated from reconcile.sql by npm run statements.
import { dateArray } from '../../shared/database/array-parameter.ts';
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface ReconcileRow {
  readonly day: string;
  readonly details: unknown;
}

export const reconcile = statement<ReconcileRow>()({
  name: 'lambdas/price-audit/reconcile.sql reconcile',
  parameters: { organizationId: text, days: dateArray },
  notNull: ['day', 'details'],
  text: `with sides as (
  select
    'executions' as side, day, provider, model, task_type, executions, successful, priced, compared, costed_successful, routed,
    negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, compute_units,
    actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms, failed_without_usage
  from rollups_of_executions($1, $2::date[])
  union all
  select
    'rollups', day, provider, model, task_type, executions, successful, priced, compared, costed_successful, routed,
    negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, compute_units,
    actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms, failed_without_usage
  from current_measures
  where organization_id = $1 and day = any ($2::date[])
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
of_days as (
  select day, measure, coalesce(sum(weight * value), 0) as too_much, coalesce(sum(value) filter (where weight = 1), 0) as of_day
  from (
    select
      -1 as weight, day, executions, successful, priced, compared, failed_without_usage, actual_cost, baseline_cost, failed_cost,
      uncompared_cost
    from current_measures
    where organization_id = $1 and day = any ($2::date[])
    union all
    select
      1, day, executions, successful, priced, compared, failed_without_usage, actual_cost, baseline_cost, failed_cost,
      uncompared_cost
    from current_days
    where organization_id = $1 and day = any ($2::date[])
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
returning day, details`,
});
