// Generated from providers.sql by npm run statements.
import { text } from '../../database/parameters.ts';
import { statement } from '../../database/statement.ts';

export interface ProvidersRow {
  readonly provider: string;
  readonly executions: number;
  readonly successful: number;
  readonly priced: number;
  readonly failed_without_usage: number;
  readonly compared: number;
  readonly actual_cost: string;
  readonly baseline_cost: string;
  readonly savings: string;
  readonly failed_cost: string;
  readonly uncompared_cost: string;
}

export const providers = statement<ProvidersRow>()({
  name: 'shared/figures/providers/providers.sql providers',
  parameters: { organizationId: text, start: text, end: text },
  notNull: [
    'provider',
    'executions',
    'successful',
    'priced',
    'failed_without_usage',
    'compared',
    'actual_cost',
    'baseline_cost',
    'savings',
    'failed_cost',
    'uncompared_cost',
  ],
  text: `select
  provider as "provider",
  sum(executions)::bigint as "executions",
  sum(successful)::bigint as "successful",
  sum(priced)::bigint as "priced",
  sum(failed_without_usage)::bigint as "failed_without_usage",
  sum(compared)::bigint as "compared",
  sum(actual_cost) as "actual_cost",
  sum(baseline_cost) as "baseline_cost",
  sum(baseline_cost) - sum(actual_cost) as "savings",
  sum(failed_cost) as "failed_cost",
  sum(uncompared_cost) as "uncompared_cost"
from current_measures
where organization_id = $1 and day between $2::date and $3::date
group by provider
having sum(executions) > 0
order by sum(actual_cost) desc, provider`,
});
