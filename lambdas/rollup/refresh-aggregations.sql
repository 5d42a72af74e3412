-- Recomputes the daily, weekly (from Monday) and monthly aggregations that hold the given organization-days, from the
-- rollups: periods that nothing touched are left alone, whatever the history. What is joined at the end is materialized:
-- its size is misjudged, and a nested loop would compute the percentiles again for every period.
with touched as (
  select distinct d.organization_id, p.period_type, p.period_start, p.period_end
  from unnest(:organization_ids::uuid[], :days::date[]) as d (organization_id, day)
  cross join lateral (
    values
      ('daily', day, day),
      ('weekly', date_trunc('week', day)::date, date_trunc('week', day)::date + 6),
      ('monthly', date_trunc('month', day)::date, (date_trunc('month', day) + interval '1 month - 1 day')::date)
  ) as p (period_type, period_start, period_end)
),
parts as materialized (
  select t.period_type, t.period_start, t.period_end, r.*
  from touched t
  join daily_rollups r
    on r.organization_id = t.organization_id and r.day between t.period_start and t.period_end
),
totals as materialized (
  select
    organization_id, period_type, period_start, period_end,
    sum(executions) as total_tasks, sum(successful) as successful_tasks,
    sum(executions - successful) as failed_tasks, sum(priced) as priced_tasks, sum(total_tokens) as total_tokens,
    sum(actual_cost) as total_cost, sum(baseline_cost) as baseline_cost, sum(failed_cost) as failed_cost,
    sum(uncompared_cost) as uncompared_cost, sum(duration_ms) / nullif(sum(executions), 0) as avg_duration_ms
  from parts
  group by organization_id, period_type, period_start, period_end
),
-- Costs as text: a JSON number would not keep their decimals for every reader.
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
ranked as (
  select
    organization_id, period_type, period_start, bin,
    sum(sum(bin_count)) over (partition by organization_id, period_type, period_start order by bin) as rank,
    sum(sum(bin_count)) over (partition by organization_id, period_type, period_start) as total
  from parts
  cross join lateral unnest(duration_bins, duration_counts) as duration (bin, bin_count)
  group by organization_id, period_type, period_start, bin
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
-- Of what was voided to the last execution.
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
  total_tokens, total_cost, baseline_cost, failed_cost, uncompared_cost, by_provider, by_task_type,
  avg_duration_ms, p50_duration_ms, p95_duration_ms, p99_duration_ms)
select
  t.organization_id, t.period_type, t.period_start, t.period_end, t.total_tasks, t.successful_tasks,
  t.failed_tasks, t.priced_tasks, t.total_tokens, t.total_cost, t.baseline_cost, t.failed_cost, t.uncompared_cost,
  b.by_provider, b.by_task_type, t.avg_duration_ms, p.p50, p.p95, p.p99
from totals t
join breakdowns b using (organization_id, period_type, period_start)
left join percentiles p using (organization_id, period_type, period_start)
on conflict (organization_id, period_type, period_start) do update set
  total_tasks = excluded.total_tasks, successful_tasks = excluded.successful_tasks,
  failed_tasks = excluded.failed_tasks, priced_tasks = excluded.priced_tasks,
  total_tokens = excluded.total_tokens, total_cost = excluded.total_cost, baseline_cost = excluded.baseline_cost,
  failed_cost = excluded.failed_cost, uncompared_cost = excluded.uncompared_cost,
  by_provider = excluded.by_provider, by_task_type = excluded.by_task_type,
  avg_duration_ms = excluded.avg_duration_ms, p50_duration_ms = excluded.p50_duration_ms,
  p95_duration_ms = excluded.p95_duration_ms, p99_duration_ms = excluded.p99_duration_ms, updated_at = now()
