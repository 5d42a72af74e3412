// Generated from disputes.sql by npm run statements.
import { statement } from '../../../shared/database/statement.ts';

export interface DisputesRow {
  readonly provider: string;
  readonly model: string;
  readonly pricing_model: string;
  readonly above_input_tokens: number;
  readonly cost_per_unit: string;
  readonly price_source: string;
  readonly other_cost_per_unit: string;
  readonly other_source: string;
  readonly difference_percentage: number | null;
  readonly since: string;
}

export const disputes = statement<DisputesRow>()({
  name: 'lambdas/pricing/disputes/disputes.sql disputes',
  parameters: {},
  notNull: [
    'provider',
    'model',
    'pricing_model',
    'above_input_tokens',
    'cost_per_unit',
    'price_source',
    'other_cost_per_unit',
    'other_source',
    'since',
  ],
  text: `select
  provider, model, pricing_model, above_input_tokens, cost_per_unit, price_source, other_cost_per_unit, other_source,
  round(100 * (other_cost_per_unit - cost_per_unit) / nullif(cost_per_unit, 0), 2)::float8 as difference_percentage, since
from price_disputes
order by provider, model, pricing_model, above_input_tokens, other_source`,
});
