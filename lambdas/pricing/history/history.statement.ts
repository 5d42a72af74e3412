// Generated from history.sql by npm run statements.
import { nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface HistoryRow {
  readonly id: string;
  readonly organization_id: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly task_type: string | null;
  readonly service_tier: string | null;
  readonly speed: string | null;
  readonly inference_geo: string | null;
  readonly is_inferred: boolean;
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
  readonly cost_per_unit: string;
  readonly currency: 'USD';
  readonly effective_date: string | null;
  readonly end_date: string | null;
  readonly source: 'provider_api' | 'manual_entry' | 'contract';
  readonly confirmed_on: string | null;
  readonly notes: string | null;
  readonly created_by: string;
  readonly superseded_by: string | null;
  readonly correction_reason: string | null;
  readonly known_from: string;
  readonly known_until: string | null;
}

export const history = statement<HistoryRow>()({
  name: 'lambdas/pricing/history/history.sql history',
  parameters: {
    provider: text,
    model: nullable(text),
    taskType: nullable(text),
    organizationId: nullable(text),
    asOf: nullable(text),
    after: nullable(text),
    limit: number,
  },
  notNull: [
    'id',
    'provider',
    'is_inferred',
    'pricing_model',
    'above_input_tokens',
    'daily_start',
    'daily_end',
    'cost_per_unit',
    'currency',
    'source',
    'created_by',
    'known_from',
  ],
  text: `with placed as (
  select p.*,
    row(
      coalesce(p.model, ''), coalesce(p.task_type, ''),
      coalesce(p.organization_id, '00000000-0000-0000-0000-000000000000'), coalesce(p.service_tier, ''),
      coalesce(p.speed, ''), coalesce(p.inference_geo, ''), p.pricing_model, p.above_input_tokens,
      p.daily_start, p.daily_end, p.effective_date, p.created_at, p.id) as place
  from provider_pricing p
  where p.provider = $1
    and ($2::text is null or p.model = $2)
    and ($3::text is null or p.task_type = $3)
    and (p.organization_id is null or p.organization_id = $4::uuid)
)
select
  p.id, p.organization_id, p.provider, p.model, p.task_type, p.service_tier, p.speed, p.inference_geo, p.is_inferred,
  p.pricing_model, p.above_input_tokens, p.daily_start,
  p.daily_end, p.cost_per_unit, p.currency, nullif(p.effective_date, '-infinity') as effective_date, p.end_date, p.source,
  p.confirmed_on, p.notes, p.created_by, p.superseded_by, c.reason as correction_reason, p.created_at as known_from,
  p.superseded_at as known_until
from placed p
left join recalculations c on c.price_id = p.id and c.cause = 'price_correction' and not c.dry_run
where (
    $5::timestamptz is null
    or (
      date_trunc('milliseconds', p.created_at) <= $5
      and date_trunc('milliseconds', coalesce(p.superseded_at, 'infinity')) > $5)
  )
  and ($6::uuid is null or p.place > (select place from placed where id = $6))
order by p.place
limit $7`,
});
