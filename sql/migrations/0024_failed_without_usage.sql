-- Up Migration

-- Of timeouts and cancelled answers nobody knows the usage: counted, so that coverage can leave them aside.
alter type measured_execution add attribute failed_without_usage boolean;

alter table daily_rollups add column failed_without_usage bigint not null default 0;
-- A delta is a rollup with an id at its end, by position.
alter table rollup_deltas
  drop column id,
  add column failed_without_usage bigint not null default 0,
  add column id bigint generated always as identity primary key;
alter table rollup_deltas alter column failed_without_usage drop default;
alter table daily_rollups alter column failed_without_usage drop default;

create or replace view current_rollups with (security_invoker = true) as
select
  organization_id, day, provider, model, task_type, executions, successful, priced, compared, costed_successful,
  routed, cost_optimized, negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens,
  output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms,
  duration_bins, duration_counts, failed_without_usage
from daily_rollups
union all
select
  organization_id, day, provider, model, task_type, executions, successful, priced, compared, costed_successful,
  routed, cost_optimized, negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens,
  output_tokens, compute_units, actual_cost, baseline_cost, failed_cost, uncompared_cost, duration_ms,
  duration_bins, duration_counts, failed_without_usage
from rollup_deltas;
