// Generated from baseline-rules.sql by npm run statements.
import { nullable, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface BaselineRulesRow {
  readonly rule: string;
  readonly tasks: number;
  readonly baseline_cost: string;
}

export const baselineRules = statement<BaselineRulesRow>()({
  name: 'lambdas/analytics/savings-summary/baseline-rules.sql baseline_rules',
  parameters: { organizationId: text, start: text, timeZone: text, end: text, provider: nullable(text) },
  notNull: ['rule', 'tasks', 'baseline_cost'],
  text: `select
  coalesce(baseline_rule, 'organization') as "rule", count(*) as "tasks", sum(baseline_cost) as "baseline_cost"
from counted_executions
where organization_id = $1
  and start_time >= first_instant_of_day($2::date, $3)
  and start_time < first_instant_of_day($4::date + 1, $3)
  and ($5::text is null or provider = $5)
  and success and actual_cost is not null and baseline_cost is not null
  and exists (
    select from organization_baselines b where b.organization_id = $1 and b.rule <> 'organization')
group by 1
order by 3 desc, 1`,
});
