// Generated from disputes.sql by npm run statements.
import { json } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export const endDisputes = statement<object>()({
  name: 'lambdas/price-feed/disputes.sql end_disputes',
  parameters: { disputes: json },
  notNull: [],
  text: `delete from price_disputes d
where not exists (
  select from jsonb_to_recordset($1::jsonb) as n (
    provider text, model text, pricing_model text, above_input_tokens bigint, other_source text)
  where n.provider = d.provider and n.model = d.model and n.pricing_model = d.pricing_model
    and n.above_input_tokens = d.above_input_tokens and n.other_source = d.other_source)`,
});

export const recordDisputes = statement<object>()({
  name: 'lambdas/price-feed/disputes.sql record_disputes',
  parameters: { disputes: json },
  notNull: [],
  text: `insert into price_disputes as d (
  provider, model, pricing_model, above_input_tokens, cost_per_unit, price_source, other_cost_per_unit, other_source)
select
  provider, model, pricing_model, above_input_tokens, cost_per_unit, price_source, other_cost_per_unit, other_source
from jsonb_to_recordset($1::jsonb) as n (
  provider text, model text, pricing_model text, above_input_tokens bigint, cost_per_unit numeric, price_source text,
  other_cost_per_unit numeric, other_source text)
on conflict (provider, model, pricing_model, above_input_tokens, other_source) do update
set cost_per_unit = excluded.cost_per_unit, price_source = excluded.price_source,
  other_cost_per_unit = excluded.other_cost_per_unit
where (d.cost_per_unit, d.price_source, d.other_cost_per_unit)
  is distinct from (excluded.cost_per_unit, excluded.price_source, excluded.other_cost_per_unit)`,
});
