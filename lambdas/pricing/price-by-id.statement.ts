// Generated from price-by-id.sql by npm run statements.
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface PriceByIdRow {
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

export const priceById = statement<PriceByIdRow>()({
  name: 'lambdas/pricing/price-by-id.sql price_by_id',
  parameters: { id: text },
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
  text: `select * from provider_pricing where id = $1`,
});
