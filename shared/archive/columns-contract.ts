import type { ColumnType } from '../duckdb/column-types-contract.ts';

/**
 * The tables of the archive with the columns of their files, by DuckDB's names of types, which are those of Parquet: money and usage as
 * decimals that have room for what PostgreSQL stores, times in UTC, ids and JSON as text. Besides these each has `organization_id` and
 * `week`, which are the folders of a file. Nothing of `shared/personal-data` is among them.
 */
export const archivedTables = {
  task_executions: {
    id: 'VARCHAR',
    day: 'DATE',
    provider: 'VARCHAR',
    model: 'VARCHAR',
    task_type: 'VARCHAR',
    start_time: 'TIMESTAMP',
    end_time: 'TIMESTAMP',
    duration_ms: 'BIGINT',
    tokens_used: 'BIGINT',
    input_tokens: 'BIGINT',
    cache_read_tokens: 'BIGINT',
    cache_write_tokens: 'BIGINT',
    output_tokens: 'BIGINT',
    compute_units: 'DECIMAL(38,18)',
    actual_cost: 'DECIMAL(24,12)',
    baseline_cost: 'DECIMAL(24,12)',
    savings: 'DECIMAL(24,12)',
    currency: 'VARCHAR',
    success: 'BOOLEAN',
    confidence_score: 'DOUBLE',
    routing_decision_id: 'VARCHAR',
    unpriced_reason: 'VARCHAR',
    unpriced_detail: 'VARCHAR',
    baseline_provider: 'VARCHAR',
    baseline_model: 'VARCHAR',
    baseline_rule: 'VARCHAR',
    price_basis: 'VARCHAR',
    priced_at: 'TIMESTAMP',
    created_at: 'TIMESTAMP',
    updated_at: 'TIMESTAMP',
    reasoning_tokens: 'BIGINT',
    requests: 'BIGINT',
    cache_write_1h_tokens: 'BIGINT',
    audio_input_tokens: 'BIGINT',
    audio_output_tokens: 'BIGINT',
    image_input_tokens: 'BIGINT',
    web_searches: 'BIGINT',
    unknown_usage: 'VARCHAR',
    per_request: 'VARCHAR',
    service_tier: 'VARCHAR',
    speed: 'VARCHAR',
    inference_geo: 'VARCHAR',
    cache_hit: 'BOOLEAN',
    attempt: 'INTEGER',
    requested_model: 'VARCHAR',
    router_cost: 'DECIMAL(38,18)',
    quality: 'DOUBLE',
    provider_cost: 'DECIMAL(38,18)',
    provider_cost_currency: 'VARCHAR',
    message_baseline_provider: 'VARCHAR',
    message_baseline_model: 'VARCHAR',
    producer: 'VARCHAR',
    connection_id: 'VARCHAR',
    import_id: 'VARCHAR',
    void_id: 'VARCHAR',
  },
  routing_decisions: {
    id: 'VARCHAR',
    start_time: 'TIMESTAMP',
    chosen_provider: 'VARCHAR',
    alternative_providers: 'VARCHAR',
    routing_strategy: 'VARCHAR',
    confidence_score: 'DOUBLE',
    estimated_cost: 'DECIMAL(24,12)',
    estimated_duration_ms: 'BIGINT',
    potential_savings: 'DECIMAL(24,12)',
    algorithm_version: 'VARCHAR',
    created_at: 'TIMESTAMP',
  },
  execution_flags: {
    id: 'VARCHAR',
    execution_id: 'VARCHAR',
    start_time: 'TIMESTAMP',
    kind: 'VARCHAR',
    status: 'VARCHAR',
    reviewed_at: 'TIMESTAMP',
    created_at: 'TIMESTAMP',
  },
} as const satisfies Record<string, Readonly<Record<string, ColumnType>>>;

export type ArchivedTable = keyof typeof archivedTables;
export const tableNames = [
  'task_executions',
  'routing_decisions',
  'execution_flags',
] as const satisfies readonly ArchivedTable[];

/** The folders of a file, which name its organization and the Monday of its week. */
export const folders = { organization_id: 'VARCHAR', week: 'DATE' } as const;

/** Where the file of a day lies, from the root of the bucket. @param week its Monday @param day ISO 8601, like the week */
export const fileKey = (table: ArchivedTable, organizationId: string, week: string, day: string): string =>
  `${table}/organization_id=${organizationId}/week=${week}/${day}.parquet`;
