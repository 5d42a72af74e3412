/**
 * Columns of text, JSON, bytes, addresses and ids that are about nobody, by table, with the reason. A column that is neither here
 * nor among the personal ones fails a test: whoever adds one decides.
 */
export interface OtherColumns {
  readonly table: string;
  readonly columns: readonly string[];
  readonly because: string;
}

const NAMES = 'names of providers, models and kinds of work, redacted when they came';
const VERDICT = 'made by Payback of numbers and such names';
const SETTING = 'a setting of the organization, made by its admins for everybody in it';
const ID = 'a random id of a thing';

/** In whatever table: which organization it belongs to. */
export const TENANT = 'organization_id';

export const otherColumns: readonly OtherColumns[] = [
  {
    table: 'task_executions',
    columns: [
      'provider',
      'model',
      'task_type',
      'requested_model',
      'service_tier',
      'speed',
      'inference_geo',
      'message_baseline_provider',
      'message_baseline_model',
      'provider_cost_currency',
    ],
    because: `${NAMES}; prices and totals go by them`,
  },
  {
    table: 'task_executions',
    columns: [
      'currency',
      'unpriced_reason',
      'unpriced_detail',
      'baseline_provider',
      'baseline_model',
      'baseline_rule',
      'price_basis',
    ],
    because: VERDICT,
  },
  {
    table: 'task_executions',
    columns: ['unknown_usage', 'per_request'],
    because: 'counts, by names of what providers bill',
  },
  {
    table: 'task_executions',
    columns: ['id', 'routing_decision_id', 'connection_id', 'import_id', 'void_id'],
    because: `${ID}: the execution's own says nothing once nothing else names the person`,
  },
  { table: 'task_executions', columns: ['producer'], because: 'a service that sends for many people' },
  {
    table: 'routing_decisions',
    columns: ['id', 'chosen_provider', 'alternative_providers', 'routing_strategy', 'algorithm_version'],
    because: NAMES,
  },
  { table: 'execution_flags', columns: ['id', 'execution_id', 'kind', 'status'], because: VERDICT },
  { table: 'execution_keys', columns: ['id'], because: ID },
  {
    table: 'ingest_rejections',
    columns: ['message_id', 'reason', 'path', 'detail', 'source'],
    because: "the queue's id of a delivery, and what was wrong with it: names of fields, never their values",
  },
  { table: 'ingest_counts', columns: ['source'], because: 'a service that sends for many people' },
  {
    table: 'producers',
    columns: ['principal', 'name'],
    because: 'a role of a service, and what it is called',
  },
  { table: 'producer_totals', columns: ['principal'], because: 'a role of a service' },
  { table: 'daily_rollups', columns: ['provider', 'model', 'task_type'], because: NAMES },
  { table: 'rollup_deltas', columns: ['provider', 'model', 'task_type'], because: NAMES },
  { table: 'rollup_dimensions', columns: ['provider', 'model', 'task_type'], because: NAMES },
  { table: 'rollup_durations', columns: ['provider', 'task_type'], because: NAMES },
  {
    table: 'analytics_aggregations',
    columns: ['period_type', 'by_provider', 'by_task_type'],
    because: `sums, by ${NAMES}`,
  },
  { table: 'reconciliations', columns: ['details'], because: VERDICT },
  { table: 'live_hints', columns: ['announced'], because: 'a version of the figures' },
  { table: 'live_tickets', columns: ['ticket_hash'], because: 'hash of a random ticket' },
  { table: 'live_watch', columns: ['watch_id'], because: ID },
  {
    table: 'memberships',
    columns: ['role'],
    because: 'one of two words; what it says of a member is in its row',
  },
  { table: 'audit_log', columns: ['action', 'resource_type'], because: 'names of operations' },
  { table: 'refused_access', columns: ['operation'], because: 'names of operations' },
  {
    table: 'api_keys',
    columns: ['id', 'name', 'scopes', 'key_hash'],
    because: 'a program: what it is for, what it may, and the hash of its random key',
  },
  {
    table: 'organization_baselines',
    columns: ['id', 'provider', 'model', 'rule', 'task_type', 'label_key', 'label_value'],
    because: `${SETTING}; an admin who names a person by it ends it`,
  },
  {
    table: 'organizations',
    columns: ['id', 'name', 'time_zone', 'currency', 'actual_cost_source', 'archive'],
    because: SETTING,
  },
  { table: 'model_names', columns: ['provider', 'model'], because: NAMES },
  {
    table: 'provider_pricing',
    columns: [
      'id',
      'provider',
      'model',
      'task_type',
      'pricing_model',
      'currency',
      'source',
      'superseded_by',
      'service_tier',
      'speed',
      'inference_geo',
    ],
    because: NAMES,
  },
  { table: 'price_changes', columns: ['price_id', 'previous_price_id'], because: ID },
  {
    table: 'price_disputes',
    columns: ['provider', 'model', 'pricing_model', 'price_source', 'other_source'],
    because: NAMES,
  },
  {
    table: 'price_factors',
    columns: ['id', 'provider', 'model', 'dimension', 'value', 'source', 'superseded_by'],
    because: NAMES,
  },
  {
    table: 'price_feed_imports',
    columns: ['source', 'refusal', 'model_names', 'price_source'],
    because: 'of public price lists',
  },
  { table: 'price_sources', columns: ['provider', 'price_source', 'applied_source'], because: NAMES },
  { table: 'recalculation_days', columns: ['recalculation_id'], because: ID },
  { table: 'recalculation_pieces', columns: ['recalculation_id', 'position_id'], because: ID },
  {
    table: 'recalculations',
    columns: ['id', 'cause', 'price_id', 'void_id', 'status', 'correction', 'providers', 'models', 'failure'],
    because: 'what is priced again: prices, and names of providers and models',
  },
  {
    table: 'voids',
    columns: ['id', 'ids', 'producer', 'import_id'],
    because: 'which executions it is of, by random ids and the role of a service',
  },
  {
    table: 'request_counts',
    columns: ['key'],
    because: 'a hash of who asked in a minute, worth nothing after it and soon deleted',
  },
  { table: 'released_ids', columns: ['id'], because: ID },
  {
    table: 'archived_days',
    columns: ['rollups_hash', 'executions_state'],
    because: 'a hash of sums, and how many executions there were',
  },
  { table: 'audited_days', columns: ['made_by'], because: 'a version of the schema itself' },
  { table: 'job_runs', columns: ['job', 'failure'], because: 'names of functions and of errors' },
  { table: 'schema_functions', columns: ['name', 'content_hash'], because: 'of the schema itself' },
  { table: 'schema_migrations', columns: ['name', 'content_hash'], because: 'of the schema itself' },
  { table: 'erasures', columns: ['id'], because: ID },
  { table: 'erased_users', columns: ['erasure_id'], because: ID },
  {
    table: 'erasure_people',
    columns: ['erasure_id', 'surrogate'],
    because: 'random ids: the second stands for nobody that is known',
  },
];
