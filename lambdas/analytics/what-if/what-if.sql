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
plain as (
  select
    e.actual_cost, e.baseline_cost as recorded_baseline_cost, card_lacks(usage_of(e), c::rate_card) as lacks,
    round(execution_cost(usage_of(e), c::rate_card), 12) as cost
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
    and e.success and e.actual_cost is not null and is_priced_by_card(e)
  -- Keeps the cost a column: as an expression it would be computed again at each use.
  offset 0
),
-- Those with conditions, lists of requests and the like, as if this provider and model had run them.
others as materialized (
  select
    e.actual_cost, e.baseline_cost, row_number() over () as row_number,
    jsonb_populate_record(execution_to_price(e, row_number() over ()), jsonb_build_object(
      'provider', :provider::text, 'model', :model?::text, 'provider_cost', null,
      'speed', case when e.provider = :provider then e.speed end,
      'inference_geo', case when e.provider = :provider then e.inference_geo end)) as to_price
  from counted_executions e
  where e.organization_id = :organization_id
    and e.start_time >= first_instant_of_day(:start::date, :time_zone)
    and e.start_time < first_instant_of_day(:end::date + 1, :time_zone)
    and e.success and e.actual_cost is not null and not is_priced_by_card(e)
),
costs as (
  select actual_cost, recorded_baseline_cost, cost, unpriced_reason('baseline', lacks, cost) as reason
  from plain
  union all
  select o.actual_cost, o.baseline_cost, p.actual_cost,
    case
      when p.actual_cost is not null then null
      when p.unpriced_reason like 'actual\_%' then 'baseline' || substr(p.unpriced_reason, length('actual') + 1)
      when p.unpriced_reason in ('service_tier_price_missing', 'request_split_missing') then 'baseline_' || p.unpriced_reason
      else p.unpriced_reason
    end
  from price_executions((select array_agg(to_price) from others)) as p
  join others o on o.row_number = p.row_number
),
reasons as (
  select
    reason,
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
