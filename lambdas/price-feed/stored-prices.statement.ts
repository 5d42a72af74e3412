// Generated from stored-prices.sql by npm run statements.
import { statement } from '../../shared/database/statement.ts';

export interface StoredPricesRow {
  readonly id: string;
  readonly provider: string;
  readonly model: string;
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
  readonly service_tier: string | null;
  readonly above_input_tokens: number;
  readonly cost_per_unit: string;
  readonly notes: string | null;
  readonly is_inferred: boolean;
  readonly confirmed_on: string | null;
  readonly daily_start: number;
  readonly daily_end: number;
  readonly effective_from: number;
  readonly effective_until: number;
}

export const storedPrices = statement<StoredPricesRow>()({
  name: 'lambdas/price-feed/stored-prices.sql stored_prices',
  parameters: {},
  notNull: [
    'id',
    'provider',
    'model',
    'pricing_model',
    'above_input_tokens',
    'cost_per_unit',
    'is_inferred',
    'daily_start',
    'daily_end',
    'effective_from',
    'effective_until',
  ],
  text: `select
  id, provider, model as "model", pricing_model, service_tier, above_input_tokens, cost_per_unit, notes, is_inferred,
  confirmed_on::text as confirmed_on,
  extract(epoch from daily_start)::integer as "daily_start",
  extract(epoch from daily_end)::integer as "daily_end",
  (extract(epoch from effective_date) * 1000)::double precision as "effective_from",
  (extract(epoch from coalesce(end_date, 'infinity')) * 1000)::double precision as "effective_until"
from provider_pricing
where source = 'provider_api' and organization_id is null and task_type is null and model is not null
  and superseded_at is null and speed is null and inference_geo is null`,
});
