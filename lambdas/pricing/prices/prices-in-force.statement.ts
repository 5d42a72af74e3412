// Generated from prices-in-force.sql by npm run statements.
import { nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface PricesInForceRow {
  readonly id: string;
  readonly organization_id: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly task_type: string | null;
  readonly pricing_model:
    | 'per_token'
    | 'per_input_token'
    | 'per_cache_read_token'
    | 'per_cache_write_token'
    | 'per_cache_write_1h_token'
    | 'per_output_token'
    | 'per_reasoning_token'
    | 'per_audio_input_token'
    | 'per_audio_output_token'
    | 'per_image_input_token'
    | 'per_web_search'
    | 'per_request'
    | 'per_compute_unit';
  readonly above_input_tokens: number;
  readonly cost_per_unit: string;
  readonly currency: 'USD';
  readonly effective_date: string;
  readonly end_date: string | null;
  readonly source: 'provider_api' | 'manual_entry' | 'contract';
  readonly notes: string | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly superseded_at: string | null;
  readonly superseded_by: string | null;
  readonly daily_start: string;
  readonly daily_end: string;
  readonly service_tier: string | null;
  readonly speed: string | null;
  readonly inference_geo: string | null;
  readonly is_inferred: boolean;
  readonly confirmed_on: string | null;
}

export const pricesInForce = statement<PricesInForceRow>()({
  name: 'lambdas/pricing/prices/prices-in-force.sql prices_in_force',
  parameters: {
    asOf: nullable(text),
    at: text,
    organizationId: nullable(text),
    provider: nullable(text),
    model: nullable(text),
    taskType: nullable(text),
    scope: nullable(text),
    search: nullable(text),
    afterProvider: nullable(text),
    afterModel: nullable(text),
    afterTaskType: nullable(text),
    afterId: nullable(text),
    limit: number,
  },
  notNull: [
    'id',
    'provider',
    'pricing_model',
    'above_input_tokens',
    'cost_per_unit',
    'currency',
    'effective_date',
    'source',
    'created_by',
    'created_at',
    'daily_start',
    'daily_end',
    'is_inferred',
  ],
  text: `select p.*
from provider_pricing p
where case
    when $1::timestamptz is null then p.superseded_at is null
    else date_trunc('milliseconds', p.created_at) <= $1::timestamptz
      and date_trunc('milliseconds', coalesce(p.superseded_at, 'infinity')) > $1::timestamptz
  end
  and p.effective_date <= $2::timestamptz
  and (p.end_date is null or p.end_date > $2::timestamptz)
  and (p.organization_id is null or p.organization_id = $3::uuid)
  and ($4::text is null or p.provider = $4)
  and ($5::text is null or p.model = $5)
  and ($6::text is null or p.task_type = $6)
  and ($7::text is null or (p.organization_id is not null) = ($7 = 'contract'))
  and ($8::text is null or strpos(lower(p.provider), lower($8)) > 0 or strpos(lower(p.model), lower($8)) > 0)
  and (
    $9::text is null
    or (p.provider, coalesce(p.model, ''), coalesce(p.task_type, ''), p.id) > ($9, $10::text, $11::text, $12::uuid)
  )
order by p.provider, coalesce(p.model, ''), coalesce(p.task_type, ''), p.id
limit $13`,
});
