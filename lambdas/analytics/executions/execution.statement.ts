// Generated from execution.sql by npm run statements.
import { boolean, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface ExplainedExecutionRow {
  readonly id: string;
  readonly task_id: string;
  readonly user_id: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly task_type: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly duration_ms: number;
  readonly success: boolean;
  readonly actual_cost: string | null;
  readonly baseline_cost: string | null;
  readonly savings: string | null;
  readonly unpriced_reason: string | null;
  readonly unpriced_detail: string | null;
  readonly task_description: string | null;
  readonly error_message: string | null;
  readonly confidence_score: number | null;
  readonly priced_at: string | null;
  readonly usage: unknown;
  readonly conditions: unknown;
  readonly baseline_rule: string | null;
  readonly price_basis: string | null;
  readonly requested_model: string | null;
  readonly producer: string | null;
  readonly connection_id: string | null;
  readonly import_id: string | null;
  readonly request_id: string | null;
  readonly session_id: string | null;
  readonly attempt: number | null;
  readonly quality: number | null;
  readonly router_cost: string | null;
  readonly provider_cost: string | null;
  readonly provider_cost_currency: string | null;
  readonly labels: unknown;
  readonly notes: unknown;
  readonly position: string;
  readonly voided: unknown;
  readonly routing_decision: unknown;
  readonly flags: unknown;
}

export const explainedExecution = statement<ExplainedExecutionRow>()({
  name: 'lambdas/analytics/executions/execution.sql explained_execution',
  parameters: { figuresByPerson: boolean, organizationId: text, id: text },
  notNull: [
    'id',
    'task_id',
    'provider',
    'task_type',
    'start_time',
    'end_time',
    'duration_ms',
    'success',
    'usage',
    'conditions',
    'labels',
    'notes',
    'position',
    'flags',
  ],
  text: `select
  e.id as "id", e.task_id as "task_id",
  case when $1 then e.user_id end as user_id, e.provider as "provider", e.model,
  e.task_type as "task_type", e.start_time as "start_time", e.end_time as "end_time",
  e.duration_ms as "duration_ms", e.success as "success",
  e.actual_cost, e.baseline_cost, e.savings, e.unpriced_reason, e.unpriced_detail,
  e.task_description, e.error_message, e.confidence_score, e.priced_at,
  json_build_object(
    'requests', coalesce(e.requests, 1),
    'tokens_used', e.tokens_used,
    'input_tokens', e.input_tokens,
    'cache_read_tokens', e.cache_read_tokens,
    'cache_write_tokens', e.cache_write_tokens,
    'cache_write_1h_tokens', e.cache_write_1h_tokens,
    'audio_input_tokens', e.audio_input_tokens,
    'image_input_tokens', e.image_input_tokens,
    'output_tokens', e.output_tokens,
    'reasoning_tokens', e.reasoning_tokens,
    'audio_output_tokens', e.audio_output_tokens,
    'web_searches', e.web_searches,
    'compute_units', e.compute_units::text,
    'unknown', e.unknown_usage,
    'requests_told', coalesce(jsonb_array_length(e.per_request), 0)) as "usage",
  json_build_object(
    'service_tier', e.service_tier, 'speed', e.speed, 'inference_geo', e.inference_geo,
    'cache_hit', coalesce(e.cache_hit, false)) as "conditions",
  e.baseline_rule, e.price_basis, e.requested_model, e.producer, e.connection_id, e.import_id, e.request_id, e.session_id, e.attempt, e.quality,
  e.router_cost, e.provider_cost, e.provider_cost_currency, coalesce(e.labels, '{}') as "labels",
  coalesce(e.notes, '[]') as "notes",
  to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position",
  (
    select json_build_object(
      'void_id', v.id,
      'reason', v.reason,
      'voided_by', v.created_by,
      'voided_at', to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from voids v
    where v.id = e.void_id
  ) as voided,
  (
    select json_build_object(
      'chosen_provider', d.chosen_provider,
      'alternative_providers', d.alternative_providers,
      'routing_strategy', d.routing_strategy,
      'reasoning', d.reasoning,
      'confidence_score', d.confidence_score,
      'estimated_cost', d.estimated_cost::text,
      'estimated_duration_ms', d.estimated_duration_ms,
      'potential_savings', d.potential_savings::text,
      'algorithm_version', d.algorithm_version)
    from routing_decisions d
    where d.organization_id = e.organization_id and d.id = e.routing_decision_id and d.start_time = e.start_time
  ) as routing_decision,
  coalesce((
    select json_agg(json_build_object(
      'id', f.id,
      'kind', f.kind,
      'status', f.status,
      'note', f.note,
      'reviewed_by', f.reviewed_by,
      'reviewed_at', to_char(f.reviewed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by f.kind)
    from execution_flags f
    where f.organization_id = e.organization_id and f.execution_id = e.id
  ), '[]') as "flags"
from execution_keys k
join task_executions e
  on e.organization_id = k.organization_id and e.id = k.id and e.start_time = k.start_time
where k.organization_id = $2 and k.id = $3`,
});
