// Generated from components.sql by npm run statements.
import { plain } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface ChargedComponentsRow {
  readonly side: string;
  readonly provider: string | null;
  readonly model: string | null;
  readonly cost: string | null;
  readonly price_id: string | null;
  readonly scope_organization_id: string | null;
  readonly scope_provider: string | null;
  readonly scope_model: string | null;
  readonly scope_task_type: string | null;
  readonly pricing_model:
    | 'per_token'
    | 'per_input_token'
    | 'per_cache_read_token'
    | 'per_cache_write_token'
    | 'per_output_token'
    | 'per_request'
    | 'per_compute_unit'
    | null;
  readonly above_input_tokens: number | null;
  readonly quantity: string | null;
  readonly cost_per_unit: string | null;
  readonly amount: string | null;
}

export const chargedComponents = statement<
  { readonly organizationId: string; readonly id: string; readonly startTime: string },
  ChargedComponentsRow
>({
  name: 'lambdas/analytics/executions/components.sql charged_components',
  parameters: { organizationId: plain, id: plain, startTime: plain },
  notNull: ['side'],
  text: `with executions as materialized (
  select execution_to_price(e, 1) as execution
  from counted_executions e
  where e.organization_id = $1 and e.id = $2 and e.start_time = $3::timestamptz
),
sides as (
  select
    e.execution, side.name, side.provider, side.model, side.cost
  from executions e
  cross join lateral price_executions(array[e.execution]) as priced
  cross join lateral (
    values
      ('actual', (e.execution).provider, (e.execution).model, priced.actual_cost),
      ('baseline', priced.baseline_provider, priced.baseline_model, priced.baseline_cost)
  ) as side (name, provider, model, cost)
),
cards as (
  select s.*, card
  from sides s
  left join lateral rate_cards(
    array[(s.execution).organization_id], array[s.provider], array[s.model], array[(s.execution).task_type],
    (s.execution).start_time, (s.execution).start_time
  ) as card on card_applies(card, (s.execution).start_time, ((s.execution).used).input_tokens)
)
select
  c.name as "side",
  c.provider,
  c.model,
  c.cost,
  p.id as "price_id",
  p.organization_id as scope_organization_id,
  p.provider as "scope_provider",
  p.model as scope_model,
  p.task_type as scope_task_type,
  p.pricing_model as "pricing_model",
  p.above_input_tokens as "above_input_tokens",
  part.quantity,
  p.cost_per_unit as "cost_per_unit",
  part.amount
from cards c
left join lateral cost_components((c.execution).used, c.card) as part on true
left join provider_pricing p on p.id = any ((c.card).price_ids) and p.pricing_model = part.pricing_model
order by c.name, p.pricing_model`,
});
