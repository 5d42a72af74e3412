// Generated from components.sql by npm run statements.
import { text } from '../../../shared/database/parameters.ts';
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
    | 'per_cache_write_1h_token'
    | 'per_output_token'
    | 'per_reasoning_token'
    | 'per_audio_input_token'
    | 'per_audio_output_token'
    | 'per_image_input_token'
    | 'per_web_search'
    | 'per_request'
    | 'per_compute_unit'
    | null;
  readonly above_input_tokens: number | null;
  readonly service_tier: string | null;
  readonly speed: string | null;
  readonly inference_geo: string | null;
  readonly is_inferred: boolean | null;
  readonly quantity: string | null;
  readonly cost_per_unit: string | null;
  readonly factor: string | null;
  readonly amount: string | null;
}

export const chargedComponents = statement<ChargedComponentsRow>()({
  name: 'lambdas/analytics/executions/components.sql charged_components',
  parameters: { organizationId: text, id: text, startTime: text },
  notNull: ['side'],
  text: `with executions as materialized (
  select execution_to_price(as_counted(e), 1) as execution
  from task_executions e
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
cards as materialized (
  select s.name, (s.execution).start_time, card
  from sides s
  cross join lateral rate_cards(
    array[(s.execution).organization_id], array[s.provider], array[s.model], array[(s.execution).task_type],
    array[price_condition((s.execution).service_tier)],
    array[case when s.provider = (s.execution).provider then price_condition((s.execution).speed) end],
    array[case when s.provider = (s.execution).provider then price_condition((s.execution).inference_geo) end],
    (s.execution).start_time, (s.execution).start_time
  ) as card
),
requests as materialized (
  select (execution).used from executions where (execution).per_request is null and (execution).cache_hit is not true
  union all
  select jsonb_populate_record(null::usage, listed)
  from executions
  cross join lateral jsonb_array_elements((execution).per_request) as listed
  where (execution).cache_hit is not true
),
charged as (
  select
    c.name, part.pricing_model, p.price_id, part.factor,
    case when bool_and(part.quantity is not null) then sum(part.quantity) end as quantity,
    case when bool_and(part.amount is not null) then sum(part.amount) end as amount
  from cards c
  join requests r on card_applies(c.card, c.start_time, (r.used).input_tokens)
  cross join lateral cost_components(r.used, c.card) as part
  cross join lateral unnest((c.card).price_ids) as p (price_id)
  join provider_pricing found on found.id = p.price_id and found.pricing_model = part.pricing_model
  group by c.name, part.pricing_model, p.price_id, part.factor
)
select
  s.name as "side",
  s.provider,
  s.model,
  s.cost,
  p.id as "price_id",
  p.organization_id as scope_organization_id,
  p.provider as "scope_provider",
  p.model as scope_model,
  p.task_type as scope_task_type,
  p.pricing_model as "pricing_model",
  p.above_input_tokens as "above_input_tokens",
  p.service_tier,
  p.speed,
  p.inference_geo,
  p.is_inferred as "is_inferred",
  c.quantity,
  p.cost_per_unit as "cost_per_unit",
  c.factor,
  c.amount
from sides s
left join charged c on c.name = s.name
left join provider_pricing p on p.id = c.price_id
order by s.name, p.pricing_model, p.above_input_tokens`,
});
