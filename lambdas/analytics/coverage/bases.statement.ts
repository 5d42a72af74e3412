// Generated from bases.sql by npm run statements.
import { number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface PriceBasesRow {
  readonly basis: string;
  readonly executions: number;
  readonly actual_cost: string;
}

export const priceBases = statement<PriceBasesRow>()({
  name: 'lambdas/analytics/coverage/bases.sql price_bases',
  parameters: { organizationId: text, start: text, timeZone: text, end: text },
  notNull: ['basis', 'executions', 'actual_cost'],
  text: `select price_basis as "basis", count(*) as "executions", sum(actual_cost) as "actual_cost"
from counted_executions
where organization_id = $1
  and price_basis in ('inferred', 'any_model', 'provider_reported')
  and start_time >= first_instant_of_day($2::date, $3)
  and start_time < first_instant_of_day($4::date + 1, $3)
group by price_basis`,
});

export interface ProviderCostsRow {
  readonly provider: string;
  readonly model: string | null;
  readonly executions: number;
  readonly actual_cost: string;
  readonly provider_cost: string;
  readonly difference: string;
  readonly flagged: boolean;
}

export const providerCosts = statement<ProviderCostsRow>()({
  name: 'lambdas/analytics/coverage/bases.sql provider_costs',
  parameters: { organizationId: text, start: text, timeZone: text, end: text, most: number },
  notNull: ['provider', 'executions', 'actual_cost', 'provider_cost', 'difference', 'flagged'],
  text: `select
  provider as "provider", model, count(*) as "executions", sum(actual_cost) as "actual_cost", sum(provider_cost) as "provider_cost",
  sum(actual_cost) - sum(provider_cost) as "difference",
  abs(sum(actual_cost) - sum(provider_cost)) > greatest(0.01, 0.01 * sum(provider_cost)) as "flagged"
from counted_executions
where organization_id = $1
  and provider_cost is not null and provider_cost_currency = 'USD' and actual_cost is not null
  and price_basis is distinct from 'provider_reported'
  and start_time >= first_instant_of_day($2::date, $3)
  and start_time < first_instant_of_day($4::date + 1, $3)
group by provider, model
order by abs(sum(actual_cost) - sum(provider_cost)) desc, provider, model
limit $5`,
});
