// Generated from conflicting-price.sql by npm run statements.
import { nullable, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface ConflictingPriceRow {
  readonly id: string;
  readonly effective_date: string | null;
  readonly end_date: string | null;
  readonly daily_start: string;
  readonly daily_end: string;
  readonly is_before: boolean;
  readonly is_version_before: boolean;
}

export const conflictingPrice = statement<ConflictingPriceRow>()({
  name: 'lambdas/pricing/corrections/conflicting-price.sql conflicting_price',
  parameters: { priceId: text, start: text, end: nullable(text) },
  notNull: ['id', 'daily_start', 'daily_end', 'is_before', 'is_version_before'],
  text: `with same_line as (
  select o.*,
    p.effective_date as corrected_from,
    o.effective_date < p.effective_date as is_before,
    o.end_date is not distinct from p.effective_date
      and (o.daily_start, o.daily_end) = (p.daily_start, p.daily_end) as is_version_before
  from provider_pricing p
  join provider_pricing o
    on o.superseded_at is null
    and o.id <> p.id
    and o.organization_id is not distinct from p.organization_id
    and o.provider = p.provider
    and o.model is not distinct from p.model
    and o.task_type is not distinct from p.task_type
    and o.pricing_model = p.pricing_model
    and o.above_input_tokens = p.above_input_tokens
    and o.service_tier is not distinct from p.service_tier
    and o.speed is not distinct from p.speed
    and o.inference_geo is not distinct from p.inference_geo
    and o.daily_start < p.daily_end and p.daily_start < o.daily_end
  where p.id = $1
)
select
  id, nullif(effective_date, '-infinity') as effective_date, end_date, daily_start, daily_end, is_before as "is_before",
  is_version_before as "is_version_before"
from same_line
where not (is_version_before and effective_date < $2::timestamptz)
  and tstzrange(effective_date, end_date) && tstzrange(
    case
      when exists (select from same_line where is_version_before) then least(corrected_from, $2::timestamptz)
      else $2::timestamptz
    end,
    $3::timestamptz)
order by effective_date
limit 1`,
});
