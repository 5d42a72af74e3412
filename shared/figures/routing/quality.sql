-- @name routing_quality
-- Routing decisions beside the executions that they led to: a row for all of them, for each strategy, each version, and
-- each strategy of a version (grouped_by). Sums are formed once for each strategy and version, and those added up: the
-- decisions are read once.
with sums as (
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
    -- Whatever producers may have sent: strict and silent, the paths pass over everything but numbers.
    count(*) filter (where actual_cost is not null and jsonb_path_exists(
      alternative_providers, 'strict $[*] ? (@.estimated_cost.type() == "number")', '{}', true)) as judged,
    -- Of an unknown cost, null in the path, no number is less.
    count(*) filter (where jsonb_path_exists(
      alternative_providers,
      'strict $[*] ? (@.estimated_cost.type() == "number" && @.estimated_cost < $actual_cost)',
      jsonb_build_object('actual_cost', actual_cost), true)) as beaten,
    count(savings) filter (where potential_savings is not null) as promises,
    sum(potential_savings) filter (where savings is not null) as promised_savings,
    sum(savings) filter (where potential_savings is not null) as realized_savings
  from routing_decisions d
  -- Not by start_time too: the planner would expect a single row of it, and the id is enough.
  join counted_executions e on e.organization_id = d.organization_id and e.id = d.id
  where d.organization_id = :organization_id
    and d.start_time >= first_instant_of_day(:start::date, :time_zone)
    and d.start_time < first_instant_of_day(:end::date + 1, :time_zone)
    and e.start_time >= first_instant_of_day(:start::date, :time_zone)
    and e.start_time < first_instant_of_day(:end::date + 1, :time_zone)
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
  grouped_by as "grouped_by!", routing_strategy as "routing_strategy?", algorithm_version,
  coalesce(decisions, 0)::bigint as "decisions!",
  coalesce(costs, 0)::bigint as "costs!",
  coalesce(estimated_cost, 0) as "estimated_cost!",
  coalesce(actual_cost, 0) as "actual_cost!",
  coalesce(cost_error, 0) as "cost_error!",
  coalesce(durations, 0)::bigint as "durations!",
  coalesce(estimated_duration_ms, 0)::bigint as "estimated_duration_ms!",
  coalesce(duration_ms, 0)::bigint as "duration_ms!",
  coalesce(duration_error, 0)::bigint as "duration_error!",
  coalesce(judged, 0)::bigint as "judged!",
  coalesce(optimal, 0)::bigint as "optimal!",
  coalesce(promises, 0)::bigint as "promises!",
  coalesce(promised_savings, 0) as "promised_savings!",
  coalesce(realized_savings, 0) as "realized_savings!"
from groups
order by decisions desc, grouped_by, routing_strategy, algorithm_version
-- Versions are free text: what a producer makes up must not outgrow an answer. Nothing has more decisions than all.
limit 1000
