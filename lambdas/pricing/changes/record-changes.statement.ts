// Generated from record-changes.sql by npm run statements.
import { uuidArray } from '../../../shared/database/array-parameter.ts';
import { nullable, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface RecordChangesRow {
  readonly organization_id: string | null;
  readonly price_id: string;
  readonly previous_price_id: string;
  readonly previous_cost_per_unit: string;
  readonly cost_per_unit: string;
}

export const recordChanges = statement<RecordChangesRow>()({
  name: 'lambdas/pricing/changes/record-changes.sql record_changes',
  parameters: { correctedId: nullable(text), newIds: uuidArray },
  notNull: ['price_id', 'previous_price_id', 'previous_cost_per_unit', 'cost_per_unit'],
  text: `insert into price_changes (organization_id, price_id, previous_price_id, previous_cost_per_unit, cost_per_unit)
select p.organization_id, p.id, previous.id, previous.cost_per_unit, p.cost_per_unit
from provider_pricing p
cross join lateral (
  select b.id, b.cost_per_unit
  from provider_pricing b
  where case
    when $1::uuid is not null then b.id = $1
    else b.superseded_at is null
      and b.organization_id is not distinct from p.organization_id
      and b.provider = p.provider
      and b.model is not distinct from p.model
      and b.task_type is not distinct from p.task_type
      and b.pricing_model = p.pricing_model
      and b.above_input_tokens = p.above_input_tokens
      and b.service_tier is not distinct from p.service_tier
      and b.speed is not distinct from p.speed
      and b.inference_geo is not distinct from p.inference_geo
      and (b.daily_start, b.daily_end) = (p.daily_start, p.daily_end)
      and b.effective_date < p.effective_date
  end
  order by b.effective_date desc
  limit 1
) as previous
where p.id = any ($2::uuid[]) and abs(p.cost_per_unit - previous.cost_per_unit) > 0.1 * previous.cost_per_unit
order by p.effective_date
returning organization_id, price_id, previous_price_id, previous_cost_per_unit, cost_per_unit`,
});
