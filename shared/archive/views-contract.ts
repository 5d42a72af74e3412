import type { Columns } from '../duckdb/column-types-contract.ts';
import { archivedTables, folders } from './columns-contract.ts';

/** A view of the archive, with the name and columns of what docs/querying.md has in PostgreSQL. */
export interface View {
  readonly name: string;
  /** One SELECT that DuckDB and Athena both take, over the tables of the archive and the views before it. */
  readonly text: string;
  /** Its columns in their order, as both engines see them. */
  readonly columns: Columns;
}

const DIMENSIONS = { provider: 'VARCHAR', model: 'VARCHAR', task_type: 'VARCHAR' } as const;
/** What a sum of dollars has room for. */
const MONEY = 'DECIMAL(38,12)';

/** In the order in which they build upon each other. */
export const views: readonly View[] = [
  {
    name: 'counted_executions',
    text: `select * from task_executions where void_id is null`,
    columns: { ...archivedTables.task_executions, ...folders },
  },
  {
    name: 'current_measures',
    text: `
select
  e.organization_id,
  e.week,
  e.day,
  e.provider,
  e.model,
  e.task_type,
  count(*) as executions,
  count(case when e.success then 1 end) as successful,
  count(case when e.unpriced_reason is null then 1 end) as priced,
  count(e.savings) as compared,
  count(case when e.success then e.actual_cost end) as costed_successful,
  count(e.routing_decision_id) as routed,
  count(case when d.routing_strategy = 'cost_optimized' then 1 end) as cost_optimized,
  count(case when e.savings < 0 then 1 end) as negative_savings,
  count(case when not e.success and e.unpriced_reason = 'usage_missing' then 1 end) as failed_without_usage,
  coalesce(sum(cast(e.tokens_used as decimal(38, 0))), 0) as total_tokens,
  coalesce(sum(cast(e.input_tokens as decimal(38, 0))), 0) as input_tokens,
  coalesce(sum(cast(e.cache_read_tokens as decimal(38, 0))), 0) as cache_read_tokens,
  coalesce(sum(cast(e.cache_write_tokens as decimal(38, 0))), 0) as cache_write_tokens,
  coalesce(sum(cast(e.output_tokens as decimal(38, 0))), 0) as output_tokens,
  coalesce(sum(e.compute_units), 0) as compute_units,
  coalesce(sum(case when e.savings is not null then e.actual_cost end), 0) as actual_cost,
  coalesce(sum(case when e.savings is not null then e.baseline_cost end), 0) as baseline_cost,
  coalesce(sum(case when not e.success then e.actual_cost end), 0) as failed_cost,
  coalesce(sum(case when e.success and e.baseline_cost is null then e.actual_cost end), 0) as uncompared_cost,
  coalesce(sum(cast(e.duration_ms as decimal(38, 0))), 0) as duration_ms
from counted_executions e
left join routing_decisions d
  on d.organization_id = e.organization_id and d.week = e.week and d.id = e.id and d.start_time = e.start_time
group by e.organization_id, e.week, e.day, e.provider, e.model, e.task_type`,
    columns: {
      ...folders,
      day: 'DATE',
      ...DIMENSIONS,
      executions: 'BIGINT',
      successful: 'BIGINT',
      priced: 'BIGINT',
      compared: 'BIGINT',
      costed_successful: 'BIGINT',
      routed: 'BIGINT',
      cost_optimized: 'BIGINT',
      negative_savings: 'BIGINT',
      failed_without_usage: 'BIGINT',
      total_tokens: 'DECIMAL(38,0)',
      input_tokens: 'DECIMAL(38,0)',
      cache_read_tokens: 'DECIMAL(38,0)',
      cache_write_tokens: 'DECIMAL(38,0)',
      output_tokens: 'DECIMAL(38,0)',
      compute_units: 'DECIMAL(38,18)',
      actual_cost: MONEY,
      baseline_cost: MONEY,
      failed_cost: MONEY,
      uncompared_cost: MONEY,
      duration_ms: 'DECIMAL(38,0)',
    },
  },
  {
    name: 'mv_daily_savings',
    text: `
select
  organization_id,
  week,
  day as date,
  provider,
  task_type,
  cast(sum(executions) as bigint) as tasks_completed,
  cast(sum(total_tokens) as bigint) as total_tokens,
  sum(actual_cost) as actual_cost,
  sum(baseline_cost) as baseline_cost,
  sum(baseline_cost) - sum(actual_cost) as total_savings,
  cast(sum(duration_ms) as double) / nullif(sum(executions), 0) as avg_duration_ms,
  cast(sum(successful) as bigint) as successful_tasks,
  cast(sum(executions - successful) as bigint) as failed_tasks
from current_measures
group by organization_id, week, day, provider, task_type`,
    columns: {
      ...folders,
      date: 'DATE',
      provider: 'VARCHAR',
      task_type: 'VARCHAR',
      tasks_completed: 'BIGINT',
      total_tokens: 'BIGINT',
      actual_cost: MONEY,
      baseline_cost: MONEY,
      total_savings: MONEY,
      avg_duration_ms: 'DOUBLE',
      successful_tasks: 'BIGINT',
      failed_tasks: 'BIGINT',
    },
  },
];
