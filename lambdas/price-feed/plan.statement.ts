// Generated from plan.sql by npm run statements.
import { json, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface KnownAtRow {
  readonly known_at: string;
}

export const knownAt = statement<KnownAtRow>()({
  name: 'lambdas/price-feed/plan.sql known_at',
  parameters: {},
  notNull: ['known_at'],
  text: `select clock_timestamp()::text as "known_at"`,
});

export const supersedePrices = statement<object>()({
  name: 'lambdas/price-feed/plan.sql supersede_prices',
  parameters: { knownAt: text, superseded: json },
  notNull: [],
  text: `update provider_pricing p
set superseded_at = $1, superseded_by = s.by
from jsonb_to_recordset($2::jsonb) as s (id uuid, by uuid)
where p.id = s.id`,
});

export const insertPrices = statement<object>()({
  name: 'lambdas/price-feed/plan.sql insert_prices',
  parameters: { knownAt: text, prices: json },
  notNull: [],
  text: `insert into provider_pricing (
  id, provider, model, pricing_model, service_tier, above_input_tokens, daily_start, daily_end, cost_per_unit,
  effective_date, end_date, is_inferred, confirmed_on, source, notes, created_by, created_at
)
select
  id, provider, model, pricing_model, service_tier, above_input_tokens, daily_start, daily_end, cost_per_unit,
  effective_date, end_date, is_inferred, confirmed_on, 'provider_api', notes, 'price-feed', $1
from jsonb_to_recordset($2::jsonb) as p (
  id uuid, provider text, model text, pricing_model text, service_tier text, above_input_tokens bigint,
  daily_start time, daily_end time, cost_per_unit numeric, effective_date timestamptz, end_date timestamptz,
  is_inferred boolean, confirmed_on date, notes text)`,
});

export const confirmPrices = statement<object>()({
  name: 'lambdas/price-feed/plan.sql confirm_prices',
  parameters: { confirmed: json },
  notNull: [],
  text: `update provider_pricing p
set confirmed_on = c."on"
from jsonb_to_recordset($1::jsonb) as c (id uuid, "on" date)
where p.id = c.id`,
});

export const insertPriceChanges = statement<object>()({
  name: 'lambdas/price-feed/plan.sql insert_price_changes',
  parameters: { changes: json, actor: text },
  notNull: [],
  text: `with changes as (
  select *
  from jsonb_to_recordset($1::jsonb) as c (
    price_id uuid, previous_price_id uuid, previous_cost_per_unit text, cost_per_unit text)
),
audited as (
  insert into audit_log (actor, action, subject, details)
  select $2, 'price.changed', price_id, to_jsonb(c) - 'price_id'
  from changes c
)
insert into price_changes (price_id, previous_price_id, previous_cost_per_unit, cost_per_unit)
select price_id, previous_price_id, previous_cost_per_unit::numeric, cost_per_unit::numeric
from changes`,
});
