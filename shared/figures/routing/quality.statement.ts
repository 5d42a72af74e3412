// Generated from quality.sql by npm run statements.
import { text } from '../../database/parameters.ts';
import { statement } from '../../database/statement.ts';

export interface RoutingQualityRow {
  readonly grouped_by: string;
  readonly routing_strategy: string | null;
  readonly algorithm_version: string | null;
  readonly decisions: number;
  readonly costs: number;
  readonly estimated_cost: string;
  readonly actual_cost: string;
  readonly cost_error: string;
  readonly durations: number;
  readonly estimated_duration_ms: number;
  readonly duration_ms: number;
  readonly duration_error: number;
  readonly judged: number;
  readonly optimal: number;
  readonly promises: number;
  readonly promised_savings: string;
  readonly realized_savings: string;
}

export const routingQuality = statement<RoutingQualityRow>()({
  name: 'shared/figures/routing/quality.sql routing_quality',
  parameters: { organizationId: text, start: text, timeZone: text, end: text },
  notNull: [
    'grouped_by',
    'decisions',
    'costs',
    'estimated_cost',
    'actual_cost',
    'cost_error',
    'durations',
    'estimated_duration_ms',
    'duration_ms',
    'duration_error',
    'judged',
    'optimal',
    'promises',
    'promised_savings',
    'realized_savings',
  ],
  text: `with sums as (
  select
    routing_strategy, algorithm_version,
    count(*) as decisions,
    count(actual_cost) filter (where estimated_cost is not null) as costs,
    sum(estimated_cost) filter (where actual_cost is not null) as estimated_cost,
    sum(actual_cost) filter (where estimated_cost is not null) as actual_cost,
    sum(abs(actual_cost - estimated_cost)) as cost_error,
    count(estimated_duration_ms) as durations,
    sum(estimated_duration_ms) as estimated_duration_ms,
    sum(duration_ms) filter (where estimated_duration_ms is not null) as duration_ms,
    sum(abs(duration_ms - estimated_duration_ms)) as duration_error,
    count(*) filter (where actual_cost is not null and jsonb_path_exists(
      alternative_providers, 'strict $[*] ? (@.estimated_cost.type() == "number")', '{}', true)) as judged,
    count(*) filter (where jsonb_path_exists(
      alternative_providers,
      'strict $[*] ? (@.estimated_cost.type() == "number" && @.estimated_cost < $actual_cost)',
      jsonb_build_object('actual_cost', actual_cost), true)) as beaten,
    count(savings) filter (where potential_savings is not null) as promises,
    sum(potential_savings) filter (where savings is not null) as promised_savings,
    sum(savings) filter (where potential_savings is not null) as realized_savings
  from routing_decisions d
  join counted_executions e on e.organization_id = d.organization_id and e.id = d.id
  where d.organization_id = $1
    and d.start_time >= first_instant_of_day($2::date, $3)
    and d.start_time < first_instant_of_day($4::date + 1, $3)
    and e.start_time >= first_instant_of_day($2::date, $3)
    and e.start_time < first_instant_of_day($4::date + 1, $3)
  group by routing_strategy, algorithm_version
),
groups as (
  select
    case grouping(routing_strategy, algorithm_version)
      when 3 then 'all' when 1 then 'strategy' when 2 then 'version' when 0 then 'strategy_and_version'
    end as grouped_by,
    routing_strategy, algorithm_version,
    sum(decisions) as decisions,
    sum(costs) as costs,
    sum(estimated_cost) as estimated_cost,
    sum(actual_cost) as actual_cost,
    sum(cost_error) as cost_error,
    sum(durations) as durations,
    sum(estimated_duration_ms) as estimated_duration_ms,
    sum(duration_ms) as duration_ms,
    sum(duration_error) as duration_error,
    sum(judged) as judged,
    sum(judged - beaten) as optimal,
    sum(promises) as promises,
    sum(promised_savings) as promised_savings,
    sum(realized_savings) as realized_savings
  from sums
  group by grouping sets ((), (routing_strategy), (algorithm_version), (routing_strategy, algorithm_version))
)
select
  grouped_by as "grouped_by", routing_strategy as "routing_strategy", algorithm_version,
  coalesce(decisions, 0)::bigint as "decisions",
  coalesce(costs, 0)::bigint as "costs",
  coalesce(estimated_cost, 0) as "estimated_cost",
  coalesce(actual_cost, 0) as "actual_cost",
  coalesce(cost_error, 0) as "cost_error",
  coalesce(durations, 0)::bigint as "durations",
  coalesce(estimated_duration_ms, 0)::bigint as "estimated_duration_ms",
  coalesce(duration_ms, 0)::bigint as "duration_ms",
  coalesce(duration_error, 0)::bigint as "duration_error",
  coalesce(judged, 0)::bigint as "judged",
  coalesce(optimal, 0)::bigint as "optimal",
  coalesce(promises, 0)::bigint as "promises",
  coalesce(promised_savings, 0) as "promised_savings",
  coalesce(realized_savings, 0) as "realized_savings"
from groups
order by decisions desc, grouped_by, routing_strategy, algorithm_version
limit 1000`,
});
