import type { TestDatabase } from './test-database.ts';

/** Measures by key, computed from the raw rows in another way than the product does: one row at a time, no filters. */
const RAW = `
  select e.organization_id::text, (e.start_time at time zone o.time_zone)::date::text as day, e.provider, e.model,
    e.task_type, count(*)::text as executions, sum(e.success::int)::text as successful,
    sum((e.unpriced_reason is null)::int)::text as priced,
    sum((e.success and e.unpriced_reason is null)::int)::text as compared,
    sum((e.success and e.actual_cost is not null)::int)::text as costed_successful,
    sum((e.routing_decision_id is not null)::int)::text as routed,
    sum((coalesce(d.routing_strategy, '') = 'cost_optimized')::int)::text as cost_optimized,
    sum((coalesce(e.savings, 0) < 0)::int)::text as negative_savings,
    sum(coalesce(e.tokens_used, 0))::text as total_tokens, sum(coalesce(e.input_tokens, 0))::text as input_tokens,
    sum(coalesce(e.cache_read_tokens, 0))::text as cache_read_tokens,
    sum(coalesce(e.cache_write_tokens, 0))::text as cache_write_tokens,
    sum(coalesce(e.output_tokens, 0))::text as output_tokens,
    trim_scale(sum(coalesce(e.compute_units, 0)))::text as compute_units,
    trim_scale(sum(case when e.savings is null then 0 else e.actual_cost end))::text as actual_cost,
    trim_scale(sum(case when e.savings is null then 0 else e.baseline_cost end))::text as baseline_cost,
    trim_scale(sum(case when e.success then 0 else coalesce(e.actual_cost, 0) end))::text as failed_cost,
    trim_scale(sum(case when e.success and e.savings is null then coalesce(e.actual_cost, 0) else 0 end))::text
      as uncompared_cost,
    sum(e.duration_ms)::text as duration_ms,
    sum((not e.success and coalesce(e.unpriced_reason, '') = 'usage_missing')::int)::text as failed_without_usage
  from task_executions e
  join organizations o on o.id = e.organization_id
  left join routing_decisions d on d.organization_id = e.organization_id and d.id = e.id
  where e.void_id is null
  group by 1, 2, 3, 4, 5`;

/** Each duration by itself, in its bin. */
const RAW_DURATIONS = `
  select e.organization_id::text, (e.start_time at time zone o.time_zone)::date::text as day, e.provider, e.task_type,
    array_to_string(array_agg(duration_bin(e.duration_ms) order by duration_bin(e.duration_ms)), ' ') as bins
  from task_executions e
  join organizations o on o.id = e.organization_id
  where e.void_id is null
  group by 1, 2, 3, 4`;

const KEPT = {
  /** What is folded. */
  rollup_sums: {
    measures:
      'rollup_sums r join rollup_dimensions d on d.organization_id = r.organization_id and d.id = r.dimensions_id',
    durations: 'rollup_durations',
    // What is empty is not there.
    having: 'true',
  },
  /** What is folded and what is pending. */
  current_measures: {
    measures: 'current_measures r cross join lateral (select r.provider, r.model, r.task_type) as d',
    durations: 'current_durations',
    having: 'sum(executions) <> 0',
  },
};

const measures = ({ measures: from, having }: { readonly measures: string; readonly having: string }) => `
  select r.organization_id::text, r.day::text, d.provider, d.model, d.task_type,
    sum(executions)::text as executions, sum(successful)::text as successful, sum(priced)::text as priced,
    sum(compared)::text as compared, sum(costed_successful)::text as costed_successful,
    sum(routed)::text as routed, sum(cost_optimized)::text as cost_optimized,
    sum(negative_savings)::text as negative_savings, sum(total_tokens)::text as total_tokens,
    sum(input_tokens)::text as input_tokens, sum(cache_read_tokens)::text as cache_read_tokens,
    sum(cache_write_tokens)::text as cache_write_tokens, sum(output_tokens)::text as output_tokens,
    trim_scale(sum(compute_units))::text as compute_units, trim_scale(sum(actual_cost))::text as actual_cost,
    trim_scale(sum(baseline_cost))::text as baseline_cost, trim_scale(sum(failed_cost))::text as failed_cost,
    trim_scale(sum(uncompared_cost))::text as uncompared_cost, sum(duration_ms)::text as duration_ms,
    sum(failed_without_usage)::text as failed_without_usage
  from ${from}
  group by r.organization_id, r.day, d.provider, d.model, d.task_type
  having ${having}`;

const durations = ({ durations: from }: { readonly durations: string }) => `
  select organization_id::text, day::text, provider, task_type, string_agg(bin::text, ' ' order by bin) as bins
  from (
    select organization_id, day, provider, task_type, bin, sum(bin_count)::bigint as bin_count
    from ${from}
    cross join lateral unnest(duration_bins, duration_counts) as b (bin, bin_count)
    group by organization_id, day, provider, task_type, bin
  ) as counted
  cross join lateral generate_series(1, bin_count)
  group by organization_id, day, provider, task_type`;

/** What a day has in all. */
const days = (from: 'current_measures' | 'current_days') => `
  select organization_id::text, day::text, sum(executions)::text as executions, sum(successful)::text as successful,
    sum(priced)::text as priced, sum(compared)::text as compared, sum(failed_without_usage)::text as failed_without_usage,
    trim_scale(sum(actual_cost))::text as actual_cost, trim_scale(sum(baseline_cost))::text as baseline_cost,
    trim_scale(sum(failed_cost))::text as failed_cost, trim_scale(sum(uncompared_cost))::text as uncompared_cost
  from ${from}
  group by 1, 2
  having sum(executions) <> 0`;

/** Keys whose figures differ between the raw rows and what is kept, with both sides; none when they agree. */
export async function drift({ admin }: TestDatabase, where: keyof typeof KEPT): Promise<unknown[]> {
  const sides = [
    [RAW, measures(KEPT[where])],
    [RAW_DURATIONS, durations(KEPT[where])],
    [days('current_measures'), days('current_days')],
  ];
  const found: unknown[] = [];
  for (const [raw, kept] of sides) {
    const { rows } = await admin.query(
      `(select 'raw' as side, * from (${raw} except ${kept}) as missing)
       union all (select 'kept' as side, * from (${kept} except ${raw}) as superfluous)
       order by 2, 3, 4, 5, 1`,
    );
    found.push(...rows);
  }
  return found;
}
