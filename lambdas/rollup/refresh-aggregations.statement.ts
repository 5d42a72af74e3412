// Generated from refresh-aggregations.sql by npm run statements.
import { dateArray, uuidArray } from '../../shared/database/array-parameter.ts';
import { number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface MergeDurationsRow {
  readonly organization_ids: string[];
  readonly days: string[];
}

export const mergeDurations = statement<MergeDurationsRow>()({
  name: 'lambdas/rollup/refresh-aggregations.sql merge_durations',
  parameters: { before: text, most: number },
  notNull: ['organization_ids', 'days'],
  text: `with touched as materialized (
  delete from rollup_touched_days
  where (organization_id, day) in (
    select organization_id, day from rollup_touched_days where touched_at <= $1::timestamptz order by touched_at limit $2)
  returning organization_id, day
),
segments as materialized (
  delete from rollup_durations d
  using touched t
  where d.organization_id = t.organization_id and d.day = t.day
  returning d.*
),
bins as (
  select organization_id, day, provider, task_type, bin, sum(bin_count)::bigint as bin_count
  from (
    select organization_id, day, provider, task_type, unnest(duration_bins) as bin, unnest(duration_counts) as bin_count
    from segments
  ) as unnested
  group by organization_id, day, provider, task_type, bin
  having sum(bin_count) <> 0
),
merged as (
  insert into rollup_durations (organization_id, day, provider, task_type, duration_bins, duration_counts)
  select organization_id, day, provider, task_type, array_agg(bin order by bin), array_agg(bin_count order by bin)
  from bins
  group by organization_id, day, provider, task_type
)
select
  coalesce(array_agg(organization_id), '{}') as "organization_ids",
  coalesce(array_agg(day), '{}') as "days"
from touched`,
});

export const refreshAggregations = statement<object>()({
  name: 'lambdas/rollup/refresh-aggregations.sql refresh_aggregations',
  parameters: { organizationIds: uuidArray, days: dateArray },
  notNull: [],
  text: `with touched_days as materialized (
  select * from unnest($1::uuid[], $2::date[]) as d (organization_id, day)
),
touched as materialized (
  select distinct d.organization_id, p.period_type, p.period_start, p.period_end
  from touched_days d
  cross join lateral (
    values
      ('daily', day, day),
      ('weekly', date_trunc('week', day)::date, date_trunc('week', day)::date + 6),
      ('monthly', date_trunc('month', day)::date, (date_trunc('month', day) + interval '1 month - 1 day')::date)
  ) as p (period_type, period_start, period_end)
),
parts as materialized (
  select t.period_type, t.period_start, t.period_end, d.provider, d.task_type, s.*
  from touched t
  join rollup_sums s on s.organization_id = t.organization_id and s.day between t.period_start and t.period_end
  join rollup_dimensions d on d.organization_id = s.organization_id and d.id = s.dimensions_id
),
totals as materialized (
  select
    organization_id, period_type, period_start, period_end,
    sum(executions) as total_tasks, sum(successful) as successful_tasks,
    sum(executions - successful) as failed_tasks, sum(priced) as priced_tasks, sum(compared) as compared_tasks,
    sum(failed_without_usage) as failed_without_usage, sum(total_tokens) as total_tokens,
    sum(actual_cost) as total_cost, sum(baseline_cost) as baseline_cost, sum(failed_cost) as failed_cost,
    sum(uncompared_cost) as uncompared_cost, sum(duration_ms) / nullif(sum(executions), 0) as avg_duration_ms
  from parts
  group by organization_id, period_type, period_start, period_end
),
groups as (
  select
    organization_id, period_type, period_start,
    case when grouping(provider) = 0 then 'provider' else 'task_type' end as dimension,
    coalesce(provider, task_type) as name,
    jsonb_build_object(
      'tasks', sum(executions), 'successful_tasks', sum(successful), 'priced_tasks', sum(priced),
      'total_tokens', sum(total_tokens), 'total_cost', sum(actual_cost)::text,
      'baseline_cost', sum(baseline_cost)::text, 'total_savings', (sum(baseline_cost) - sum(actual_cost))::text,
      'failed_cost', sum(failed_cost)::text) as figures
  from parts
  group by grouping sets (
    (organization_id, period_type, period_start, provider), (organization_id, period_type, period_start, task_type))
),
breakdowns as materialized (
  select
    organization_id, period_type, period_start,
    jsonb_object_agg(name, figures) filter (where dimension = 'provider') as by_provider,
    jsonb_object_agg(name, figures) filter (where dimension = 'task_type') as by_task_type
  from groups
  group by organization_id, period_type, period_start
),
bins_of_days as materialized (
  select organization_id, day, bin, sum(bin_count)::bigint as bin_count
  from (
    select r.organization_id, r.day, unnest(r.duration_bins) as bin, unnest(r.duration_counts) as bin_count
    from rollup_durations r
    join touched_days d on d.organization_id = r.organization_id and d.day = r.day
  ) as unnested
  group by organization_id, day, bin
),
bins_of_periods as (
  select t.organization_id, t.period_type, t.period_start, b.bin, b.bin_count
  from touched t
  join bins_of_days b on b.organization_id = t.organization_id and b.day between t.period_start and t.period_end
  union all
  select t.organization_id, t.period_type, t.period_start, unnest(a.duration_bins), unnest(a.duration_counts)
  from touched t
  join analytics_aggregations a
    on a.organization_id = t.organization_id and a.period_type = 'daily'
    and a.period_start between t.period_start and t.period_end
  where t.period_type <> 'daily'
    and not exists (
      select from touched_days d where d.organization_id = a.organization_id and d.day = a.period_start)
),
counted as materialized (
  select organization_id, period_type, period_start, bin, sum(bin_count)::bigint as bin_count
  from bins_of_periods
  group by organization_id, period_type, period_start, bin
),
ranked as (
  select
    organization_id, period_type, period_start, bin,
    sum(bin_count) over (partition by organization_id, period_type, period_start order by bin rows unbounded preceding) as rank,
    sum(bin_count) over (partition by organization_id, period_type, period_start) as total
  from counted
),
percentiles as materialized (
  select
    organization_id, period_type, period_start,
    duration_of_bin(min(bin) filter (where rank >= 0.50 * total)) as p50,
    duration_of_bin(min(bin) filter (where rank >= 0.95 * total)) as p95,
    duration_of_bin(min(bin) filter (where rank >= 0.99 * total)) as p99
  from ranked
  group by organization_id, period_type, period_start
),
sketches as materialized (
  select
    organization_id, 'daily' as period_type, day as period_start,
    array_agg(bin order by bin) as duration_bins, array_agg(bin_count order by bin) as duration_counts
  from bins_of_days
  group by organization_id, day
),
emptied as (
  delete from analytics_aggregations a
  using touched t
  where a.organization_id = t.organization_id and a.period_type = t.period_type and a.period_start = t.period_start
    and not exists (
      select from totals
      where totals.organization_id = t.organization_id and totals.period_type = t.period_type
        and totals.period_start = t.period_start)
)
insert into analytics_aggregations (
  organization_id, period_type, period_start, period_end, total_tasks, successful_tasks, failed_tasks, priced_tasks,
  compared_tasks, failed_without_usage, total_tokens, total_cost, baseline_cost, failed_cost, uncompared_cost, by_provider,
  by_task_type, avg_duration_ms, p50_duration_ms, p95_duration_ms, p99_duration_ms, duration_bins, duration_counts)
select
  t.organization_id, t.period_type, t.period_start, t.period_end, t.total_tasks, t.successful_tasks,
  t.failed_tasks, t.priced_tasks, t.compared_tasks, t.failed_without_usage, t.total_tokens, t.total_cost, t.baseline_cost,
  t.failed_cost, t.uncompared_cost, b.by_provider, b.by_task_type, t.avg_duration_ms, p.p50, p.p95, p.p99,
  s.duration_bins, s.duration_counts
from totals t
join breakdowns b using (organization_id, period_type, period_start)
left join percentiles p using (organization_id, period_type, period_start)
left join sketches s using (organization_id, period_type, period_start)
on conflict (organization_id, period_type, period_start) do update set
  total_tasks = excluded.total_tasks, successful_tasks = excluded.successful_tasks,
  failed_tasks = excluded.failed_tasks, priced_tasks = excluded.priced_tasks,
  compared_tasks = excluded.compared_tasks, failed_without_usage = excluded.failed_without_usage,
  total_tokens = excluded.total_tokens, total_cost = excluded.total_cost, baseline_cost = excluded.baseline_cost,
  failed_cost = excluded.failed_cost, uncompared_cost = excluded.uncompared_cost,
  by_provider = excluded.by_provider, by_task_type = excluded.by_task_type,
  avg_duration_ms = excluded.avg_duration_ms, p50_duration_ms = excluded.p50_duration_ms,
  p95_duration_ms = excluded.p95_duration_ms, p99_duration_ms = excluded.p99_duration_ms,
  duration_bins = excluded.duration_bins, duration_counts = excluded.duration_counts, updated_at = now()`,
});
