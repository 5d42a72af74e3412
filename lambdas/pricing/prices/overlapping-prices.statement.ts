// Generated from overlapping-prices.sql by npm run statements.
import { json } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface OverlappingPricesRow {
  readonly id: string;
  readonly effective_date: string | null;
  readonly end_date: string | null;
  readonly daily_start: string;
  readonly daily_end: string;
  readonly is_same_part_of_day: boolean;
  readonly is_open_before: boolean;
}

export const overlappingPrices = statement<OverlappingPricesRow>()({
  name: 'lambdas/pricing/prices/overlapping-prices.sql overlapping_prices',
  parameters: { price: json },
  notNull: ['id', 'daily_start', 'daily_end', 'is_same_part_of_day', 'is_open_before'],
  text: `select
  p.id,
  nullif(p.effective_date, '-infinity') as effective_date,
  p.end_date,
  p.daily_start,
  p.daily_end,
  (p.daily_start, p.daily_end) = (added.daily_start, added.daily_end) as "is_same_part_of_day",
  p.end_date is null and p.effective_date < added.effective_date as "is_open_before"
from jsonb_populate_record(null::provider_pricing, $1) as added
join provider_pricing p
  on p.superseded_at is null
  and p.organization_id is not distinct from added.organization_id
  and p.provider = added.provider
  and p.model is not distinct from added.model
  and p.task_type is not distinct from added.task_type
  and p.pricing_model = added.pricing_model
  and p.above_input_tokens = added.above_input_tokens
  and p.service_tier is not distinct from added.service_tier
  and p.speed is not distinct from added.speed
  and p.inference_geo is not distinct from added.inference_geo
  and p.daily_start < added.daily_end and added.daily_start < p.daily_end
  and tstzrange(p.effective_date, p.end_date) && tstzrange(added.effective_date, added.end_date)
order by p.effective_date, p.daily_start`,
});
