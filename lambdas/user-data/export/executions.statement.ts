// Generated from executions.sql by npm run statements.
import { uuidArray } from '../../../shared/database/array-parameter.ts';
import { nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface ExecutionsOfUserRow {
  readonly organization_id: string;
  readonly id: string;
  readonly task_id: string;
  readonly user_id: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly task_type: string;
  readonly task_description: string | null;
  readonly start_time: string;
  readonly end_time: string;
  readonly duration_ms: number;
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
  readonly success: boolean;
  readonly error_message: string | null;
  readonly confidence_score: number | null;
  readonly routing_decision_id: string | null;
  readonly unpriced_reason: string | null;
  readonly baseline_provider: string | null;
  readonly baseline_model: string | null;
  readonly priced_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly reasoning_tokens: number | null;
  readonly requests: number | null;
  readonly cache_write_1h_tokens: number | null;
  readonly audio_input_tokens: number | null;
  readonly audio_output_tokens: number | null;
  readonly image_input_tokens: number | null;
  readonly web_searches: number | null;
  readonly unknown_usage: unknown;
  readonly per_request: unknown;
  readonly service_tier: string | null;
  readonly speed: string | null;
  readonly inference_geo: string | null;
  readonly cache_hit: boolean | null;
  readonly request_id: string | null;
  readonly session_id: string | null;
  readonly attempt: number | null;
  readonly requested_model: string | null;
  readonly labels: unknown;
  readonly router_cost: string | null;
  readonly quality: number | null;
  readonly provider_cost: string | null;
  readonly provider_cost_currency: string | null;
  readonly message_baseline_provider: string | null;
  readonly message_baseline_model: string | null;
  readonly notes: unknown;
  readonly unpriced_detail: string | null;
  readonly baseline_rule: string | null;
  readonly price_basis: string | null;
  readonly producer: string | null;
  readonly connection_id: string | null;
  readonly import_id: string | null;
  readonly void_id: string | null;
  readonly exact_start_time: string;
  readonly exact_end_time: string;
}

export const executionsOfUser = statement<ExecutionsOfUserRow>()({
  name: 'lambdas/user-data/export/executions.sql executions_of_user',
  parameters: {
    organizationId: text,
    userId: text,
    afterTime: nullable(text),
    afterId: nullable(text),
    limit: number,
  },
  notNull: [
    'organization_id',
    'id',
    'task_id',
    'provider',
    'task_type',
    'start_time',
    'end_time',
    'duration_ms',
    'currency',
    'success',
    'created_at',
    'updated_at',
    'exact_start_time',
    'exact_end_time',
  ],
  text: `select
  *,
  to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "exact_start_time",
  to_char(e.end_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "exact_end_time"
from task_executions e
where e.organization_id = $1 and e.user_id = $2
  and ($3::timestamptz is null or e.start_time >= $3)
  and ($3::timestamptz is null or (e.start_time, e.id) > ($3, $4::uuid))
order by e.start_time, e.id
limit $5`,
});

export interface DecisionsBetweenRow {
  readonly organization_id: string;
  readonly id: string;
  readonly start_time: string;
  readonly chosen_provider: string;
  readonly alternative_providers: unknown;
  readonly routing_strategy: string;
  readonly reasoning: string | null;
  readonly confidence_score: number | null;
  readonly estimated_cost: string | null;
  readonly estimated_duration_ms: number | null;
  readonly potential_savings: string | null;
  readonly algorithm_version: string | null;
  readonly created_at: string;
}

export const decisionsBetween = statement<DecisionsBetweenRow>()({
  name: 'lambdas/user-data/export/executions.sql decisions_between',
  parameters: { organizationId: text, ids: uuidArray, firstTime: text, lastTime: text },
  notNull: [
    'organization_id',
    'id',
    'start_time',
    'chosen_provider',
    'alternative_providers',
    'routing_strategy',
    'created_at',
  ],
  text: `select *
from routing_decisions
where organization_id = $1 and id = any ($2::uuid[])
  and start_time >= $3 and start_time <= $4`,
});

export interface FlagsOfRow {
  readonly execution_id: string;
  readonly kind: 'negative_savings' | 'cost_over_10x_baseline' | 'over_review_threshold';
  readonly status: 'open' | 'reviewed';
  readonly note: string | null;
  readonly reviewed_by: string | null;
  readonly reviewed_at: string | null;
  readonly created_at: string;
}

export const flagsOf = statement<FlagsOfRow>()({
  name: 'lambdas/user-data/export/executions.sql flags_of',
  parameters: { organizationId: text, ids: uuidArray },
  notNull: ['execution_id', 'kind', 'status', 'created_at'],
  text: `select execution_id, kind, status, note, reviewed_by, reviewed_at, created_at
from execution_flags
where organization_id = $1 and execution_id = any ($2::uuid[])
order by execution_id, kind`,
});
