// Generated from changes.sql by npm run statements.
import { nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface ChangesRow {
  readonly id: number;
  readonly price_id: string;
  readonly previous_price_id: string;
  readonly organization_id: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly task_type: string | null;
  readonly service_tier: string | null;
  readonly speed: string | null;
  readonly inference_geo: string | null;
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
  readonly daily_start: string;
  readonly daily_end: string;
  readonly previous_cost_per_unit: string;
  readonly cost_per_unit: string;
  readonly change_percentage: number | null;
  readonly effective_date: string | null;
  readonly end_date: string | null;
  readonly created_at: string;
}

export const changes = statement<ChangesRow>()({
  name: 'lambdas/pricing/changes/changes.sql changes',
  parameters: {
    organizationId: nullable(text),
    provider: nullable(text),
    after: nullable(number),
    limit: number,
  },
  notNull: [
    'id',
    'price_id',
    'previous_price_id',
    'provider',
    'pricing_model',
    'above_input_tokens',
    'daily_start',
    'daily_end',
    'previous_cost_per_unit',
    'cost_per_unit',
    'created_at',
  ],
  text: `select
  c.id, c.price_id, c.previous_price_id, p.organization_id, p.provider, p.model, p.task_type, p.service_tier, p.speed,
  p.inference_geo, p.pricing_model,
  p.above_input_tokens, p.daily_start, p.daily_end, c.previous_cost_per_unit, c.cost_per_unit,
  round(100 * (c.cost_per_unit - c.previous_cost_per_unit) / nullif(c.previous_cost_per_unit, 0), 2)::float8
    as change_percentage,
  nullif(p.effective_date, '-infinity') as effective_date, p.end_date, c.created_at
from price_changes c
join provider_pricing p on p.id = c.price_id
where (p.organization_id is null or p.organization_id = $1::uuid)
  and ($2::text is null or p.provider = $2)
  and ($3::bigint is null or c.id < $3)
order by c.id desc
limit $4`,
});
