-- Rollups of $1 executions in the 90 days to today, as folds would leave them, of executions that nobody stores: sums by day,
-- provider, model and task type, durations, active users, and of the aggregations those of days, with what is read of them.
with activity as materialized (
  select id, $1 * (reached - lag(reached, 1, 0) over (order by rank)) / 90 / 12 as each
  from bench.organizations
),
sets as materialized (
  select provider_number, task_type,
    (array['github_copilot', 'openai_codex', 'google_code_assist'])[provider_number] as provider,
    (array['bench-small', 'bench-large', 'bench-medium'])[provider_number] as model
  from generate_series(1, 3) as provider_number
  cross join unnest(array['code_generation', 'code_review', 'debugging', 'documentation']) as task_type
),
dimensions as (
  insert into rollup_dimensions (organization_id, provider, model, task_type)
  select id, provider, model, task_type from activity cross join sets
  returning *
),
days as materialized (
  select day::date from generate_series(current_date - 89, current_date, '1 day') as day
),
-- At least one execution of each kind in a week.
counted as materialized (
  select d.organization_id, days.day, d.id, d.provider, d.task_type,
    greatest(round(a.each * (0.5 + random()))::bigint, (extract(isodow from days.day) = 1 + d.id % 7)::integer) as executions
  from dimensions d
  join activity a on a.id = d.organization_id
  cross join days
),
sums as (
  insert into rollup_sums (
    organization_id, day, dimensions_id, executions, successful, priced, compared, costed_successful, routed, cost_optimized,
    negative_savings, failed_without_usage, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens,
    compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms)
  select organization_id, day, id, executions, executions - executions / 20, executions, executions - executions / 20,
    executions - executions / 20, executions - executions / 10, executions / 2, executions / 50, 0, 4500 * executions, 4000 * executions,
    2000 * executions, 0, 500 * executions, 0, 0.012345678901 * executions, 0.023456789012 * executions,
    0.000456789012 * executions, 0, 3000 * executions
  from counted
  where executions > 0
),
-- Of a lognormal distribution around 2.4 s, bins as wide as the product's: up to 240 of them for many executions.
shares as materialized (
  select bin, exp(-power((bin - 390) / 40.0, 2) / 2) / 100.3 as share from generate_series(270, 510) as bin
),
durations as (
  insert into rollup_durations (organization_id, day, provider, task_type, duration_bins, duration_counts)
  select c.organization_id, c.day, c.provider, c.task_type, b.bins, b.counts
  from counted c
  cross join lateral (
    select array_agg(bin::smallint order by bin) as bins, array_agg(count order by bin) as counts
    from (select bin, round(share * c.executions + random() * 0.6)::bigint as count from shares) as each
    where count > 0
  ) as b
  where c.executions > 0 and b.bins is not null
),
aggregations as (
  insert into analytics_aggregations (
    organization_id, period_type, period_start, period_end, total_tasks, successful_tasks, failed_tasks, priced_tasks, total_tokens,
    total_cost, baseline_cost, failed_cost, uncompared_cost, by_provider, by_task_type, compared_tasks, failed_without_usage)
  select organization_id, 'daily', day, day, sum(executions), sum(executions - executions / 20), sum(executions / 20),
    sum(executions), sum(4500 * executions), sum(0.012345678901 * executions), sum(0.023456789012 * executions),
    sum(0.000456789012 * executions), 0, '{}', '{}', sum(executions - executions / 20), 0
  from counted
  where executions > 0
  group by organization_id, day
)
insert into daily_active_users (organization_id, day, user_id)
select id, day, md5(id::text || user_number)::uuid
from activity cross join days cross join generate_series(0, 49) as user_number
where random() < least(0.9, each * 12 / 50)
