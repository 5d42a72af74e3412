// Generated from savings.sql by npm run statements.
import { nullable, number, text } from '../../database/parameters.ts';
import { statement } from '../../database/statement.ts';

export interface SavingsRow {
  readonly in_range: boolean;
  readonly period_start: string | null;
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
  readonly cumulative_savings: string;
  readonly change: string | null;
  readonly annual_savings: string | null;
}

export const savings = statement<SavingsRow>()({
  name: 'shared/figures/savings/savings.sql savings',
  parameters: {
    start: text,
    period: text,
    today: text,
    organizationId: text,
    comparedStart: text,
    end: text,
    comparedEnd: text,
    provider: nullable(text),
    projectedDays: nullable(number),
  },
  notNull: [
    'in_range',
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
    'cumulative_savings',
  ],
  text: `with measured as (
  select
    day >= $1::date as in_range,
    greatest(date_trunc($2, day::timestamp)::date, $1::date)::text as period_start,
    day < $3::date as complete,
    executions, successful, priced, failed_without_usage, compared, actual_cost, baseline_cost, failed_cost, uncompared_cost
  from current_measures
  where organization_id = $4
    and day between $5::date and $6::date
    and (day >= $1::date or day <= $7::date)
    and provider = $8
  union all
  select
    day >= $1::date, greatest(date_trunc($2, day::timestamp)::date, $1::date)::text, day < $3::date,
    executions, successful, priced, failed_without_usage, compared, actual_cost, baseline_cost, failed_cost, uncompared_cost
  from current_days
  where $8::text is null
    and organization_id = $4
    and day between $5::date and $6::date
    and (day >= $1::date or day <= $7::date)
  union all
  select in_range, $1::date::text, true, 0, 0, 0, 0, 0, 0, 0, 0, 0 from (values (true), (false)) as ranges (in_range)
),
figures as (
  select
    in_range,
    period_start,
    sum(executions) as executions,
    sum(successful) as successful,
    sum(priced) as priced,
    sum(failed_without_usage) as failed_without_usage,
    sum(compared) as compared,
    sum(actual_cost) as actual_cost,
    sum(baseline_cost) as baseline_cost,
    sum(baseline_cost) - sum(actual_cost) as savings,
    sum(baseline_cost - actual_cost) filter (where complete) as complete_savings,
    sum(executions) = 0 or sum(compared) > 0 as is_known,
    sum(executions) filter (where complete) = 0 or sum(compared) filter (where complete) > 0 as is_complete_known,
    sum(failed_cost) as failed_cost,
    sum(uncompared_cost) as uncompared_cost
  from measured
  group by grouping sets ((in_range), (in_range, period_start))
  having in_range or grouping(period_start) = 1
)
select
  in_range as "in_range",
  period_start,
  executions::bigint as "executions",
  successful::bigint as "successful",
  priced::bigint as "priced",
  failed_without_usage::bigint as "failed_without_usage",
  compared::bigint as "compared",
  actual_cost as "actual_cost",
  baseline_cost as "baseline_cost",
  savings as "savings",
  failed_cost as "failed_cost",
  uncompared_cost as "uncompared_cost",
  sum(savings) over (partition by in_range, period_start is null order by period_start) as "cumulative_savings",
  case when is_known and is_preceding_known then savings - preceding_savings end as change,
  case when is_complete_known then 365 * complete_savings / $9::int end as annual_savings
from figures
cross join (
  select savings as preceding_savings, is_known as is_preceding_known from figures where not in_range
) as preceding`,
});
