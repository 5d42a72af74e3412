// Generated from exported.sql by npm run statements.
import { boolean, nullable, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface ExportedRow {
  readonly day: string;
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
  readonly error_message: string | null;
  readonly task_description: string | null;
  readonly tokens_used: number | null;
  readonly input_tokens: number | null;
  readonly cache_read_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly output_tokens: number | null;
  readonly compute_units: string | null;
  readonly actual_cost: string | null;
  readonly baseline_cost: string | null;
  readonly savings: string | null;
  readonly currency: string;
  readonly unpriced_reason: string | null;
  readonly baseline_provider: string | null;
  readonly baseline_model: string | null;
  readonly unpriced_detail: string | null;
  readonly baseline_rule: string | null;
  readonly price_basis: string | null;
  readonly requests: number;
  readonly cache_write_1h_tokens: number | null;
  readonly reasoning_tokens: number | null;
  readonly audio_input_tokens: number | null;
  readonly audio_output_tokens: number | null;
  readonly image_input_tokens: number | null;
  readonly web_searches: number | null;
  readonly unknown_usage: string | null;
  readonly per_request: string | null;
  readonly service_tier: string | null;
  readonly speed: string | null;
  readonly inference_geo: string | null;
  readonly cache_hit: boolean | null;
  readonly request_id: string | null;
  readonly session_id: string | null;
  readonly attempt: number | null;
  readonly requested_model: string | null;
  readonly labels: string | null;
  readonly router_cost: string | null;
  readonly quality: number | null;
  readonly provider_cost: string | null;
  readonly provider_cost_currency: string | null;
  readonly message_baseline_provider: string | null;
  readonly message_baseline_model: string | null;
  readonly notes: string | null;
  readonly producer: string | null;
  readonly connection_id: string | null;
  readonly import_id: string | null;
}

export const exported = statement<ExportedRow>()({
  name: 'lambdas/reports/executions-export/exported.sql exported',
  parameters: {
    timeZone: text,
    figuresByPerson: boolean,
    organizationId: text,
    start: text,
    end: text,
    provider: nullable(text),
    model: nullable(text),
    taskType: nullable(text),
    userId: nullable(text),
    success: nullable(boolean),
    unpriced: nullable(boolean),
    flag: nullable(text),
    voided: nullable(boolean),
    voidId: nullable(text),
  },
  notNull: [
    'day',
    'id',
    'task_id',
    'provider',
    'task_type',
    'start_time',
    'end_time',
    'duration_ms',
    'success',
    'currency',
    'requests',
  ],
  text: `select
  day_of(e.start_time, $1) as "day",
  e.id as "id",
  e.task_id as "task_id",
  case when $2 then e.user_id end as user_id,
  e.provider as "provider",
  e.model,
  e.task_type as "task_type",
  to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "start_time",
  to_char(e.end_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "end_time",
  e.duration_ms as "duration_ms",
  e.success as "success",
  e.error_message,
  e.task_description,
  e.tokens_used,
  e.input_tokens,
  e.cache_read_tokens,
  e.cache_write_tokens,
  e.output_tokens,
  e.compute_units,
  e.actual_cost,
  e.baseline_cost,
  e.savings,
  e.currency as "currency",
  e.unpriced_reason,
  e.baseline_provider,
  e.baseline_model,
  e.unpriced_detail,
  e.baseline_rule,
  e.price_basis,
  coalesce(e.requests, 1) as "requests",
  e.cache_write_1h_tokens,
  e.reasoning_tokens,
  e.audio_input_tokens,
  e.audio_output_tokens,
  e.image_input_tokens,
  e.web_searches,
  e.unknown_usage::text as unknown_usage,
  e.per_request::text as per_request,
  e.service_tier,
  e.speed,
  e.inference_geo,
  e.cache_hit,
  e.request_id,
  e.session_id,
  e.attempt,
  e.requested_model,
  e.labels::text as labels,
  e.router_cost,
  e.quality,
  e.provider_cost,
  e.provider_cost_currency,
  e.message_baseline_provider,
  e.message_baseline_model,
  e.notes::text as notes,
  e.producer,
  e.connection_id,
  e.import_id
from filtered_executions(
  $3, $4, $5, $1, $6, $7, $8, $9, $10, $11, $12, $13) e
where ($14::uuid is null or e.void_id = $14)
order by e.start_time, e.id`,
});
