-- @name price_baseline
-- The usage of successful executions with a known actual cost, priced as the baseline of this provider and model would
-- have charged for it. One row; countable are the executions that the rollups count, of which retention may have
-- removed some. 200,000 executions of three months take 0.5 s.
with rollups as materialized (
  select task_type, sum(costed_successful) as countable, sum(executions) as executions
  from current_rollups
  where organization_id = :organization_id and day between :start::date and :end::date
  group by task_type
),
cards as materialized (
  select *
  from daily_rate_cards(
    :organization_id::uuid, :provider, :model?, (select coalesce(array_agg(task_type), '{}') from rollups),
    first_instant_of_day(:start::date, :time_zone), first_instant_of_day(:end::date + 1, :time_zone)
  )
),
costs as (
  select
    e.actual_cost, e.baseline_cost as recorded_baseline_cost, e.compute_units, c.per_compute_unit,
    card_found(c::rate_card, e.input_tokens) as found, execution_cost(usage_of(e), c::rate_card) as cost
  from counted_executions e
  left join (
    cards
    -- Once a card: its fields, read from the composite for every execution, were a tenth of the time.
    cross join lateral (select (cards.card).* offset 0) as c
  )
    on c.task_type = e.task_type
    and cards.utc_day = (e.start_time at time zone 'UTC')::date
    and card_applies(c::rate_card, e.start_time, e.input_tokens)
  where e.organization_id = :organization_id
    and e.start_time >= first_instant_of_day(:start::date, :time_zone)
    and e.start_time < first_instant_of_day(:end::date + 1, :time_zone)
    and e.success and e.actual_cost is not null
  -- Keeps the cost a column: as an expression it would be computed again at each use.
  offset 0
),
reasons as (
  select
    unpriced_reason('baseline', found, cost, per_compute_unit, compute_units) as reason,
    count(*) as tasks,
    sum(actual_cost) as actual_cost,
    sum(cost) as baseline_cost,
    count(recorded_baseline_cost) as recorded,
    sum(actual_cost) filter (where recorded_baseline_cost is not null) as recorded_actual_cost,
    sum(recorded_baseline_cost) as recorded_baseline_cost
  from costs
  group by reason
),
priced as (
  select
    coalesce(sum(tasks), 0) as tasks,
    coalesce(sum(actual_cost), 0) as actual_cost,
    coalesce(sum(baseline_cost)::numeric(36, 12), 0) as baseline_cost,
    coalesce(sum(recorded), 0) as recorded,
    coalesce(sum(recorded_actual_cost), 0) as recorded_actual_cost,
    coalesce(sum(recorded_baseline_cost), 0) as recorded_baseline_cost
  from reasons
  where reason is null
)
select
  tasks::bigint as "tasks!",
  actual_cost as "actual_cost!",
  baseline_cost as "baseline_cost!",
  recorded::bigint as "recorded!",
  recorded_actual_cost as "recorded_actual_cost!",
  recorded_baseline_cost as "recorded_baseline_cost!",
  baseline_cost - actual_cost as "savings!",
  recorded_baseline_cost - recorded_actual_cost as "recorded_savings!",
  (select coalesce(sum(countable), 0) from rollups)::bigint as "countable!",
  (select coalesce(sum(executions), 0) from rollups)::bigint as "executions!",
  coalesce(
    (select json_agg(json_build_object('reason', reason, 'tasks', tasks) order by tasks desc, reason)
      from reasons where reason is not null),
    '[]') as "unpriced!"
from priced
