// Generated from coverage.sql by npm run statements.
import { number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface ReadCoverageRow {
  readonly executions: number;
  readonly priced: number;
  readonly failed_without_usage: number;
  readonly compared: number;
  readonly baseline_cost: string;
  readonly groups: unknown;
}

export const readCoverage = statement<ReadCoverageRow>()({
  name: 'lambdas/analytics/coverage/coverage.sql read_coverage',
  parameters: { organizationId: text, start: text, timeZone: text, end: text, mostGroups: number },
  notNull: ['executions', 'priced', 'failed_without_usage', 'compared', 'baseline_cost', 'groups'],
  text: `with unpriced as (
  select
    provider, model, unpriced_reason as reason,
    case when unpriced_reason like 'baseline%' then baseline_provider end as baseline_provider,
    case when unpriced_reason like 'baseline%' then baseline_model end as baseline_model,
    count(*) as executions,
    sum(tokens_used) as tokens_used,
    sum(input_tokens) as input_tokens,
    sum(cache_read_tokens) as cache_read_tokens,
    sum(cache_write_tokens) as cache_write_tokens,
    sum(output_tokens) as output_tokens,
    to_char(min(start_time) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as first_start_time,
    to_char(max(start_time) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as last_start_time
  from counted_executions
  where organization_id = $1
    and unpriced_reason is not null
    and start_time >= first_instant_of_day($2::date, $3)
    and start_time < first_instant_of_day($4::date + 1, $3)
  group by 1, 2, 3, 4, 5
  order by count(*) desc, provider, model, unpriced_reason, 4, 5
  limit $5
)
select
  coalesce(sum(executions), 0)::bigint as "executions",
  coalesce(sum(priced), 0)::bigint as "priced",
  coalesce(sum(failed_without_usage), 0)::bigint as "failed_without_usage",
  coalesce(sum(compared), 0)::bigint as "compared",
  coalesce(sum(baseline_cost), 0) as "baseline_cost",
  coalesce(
    (select json_agg(unpriced order by executions desc, provider, model, reason, baseline_provider, baseline_model)
      from unpriced),
    '[]') as "groups"
from current_days
where organization_id = $1 and day between $2::date and $4::date`,
});
