-- @name price_baseline
-- The usage of successful executions with a known actual cost, priced as the baseline of this provider and model would
-- have charged for it. One row; countable are the executions that the rollups count, of which retention may have
-- removed some. 200,000 executions of three months take 0.5 s.
-- With a rule: of those whose baseline it would be, had it been in force all the time beside the organization's other rules
-- (those in messages left aside). Looking that up takes four times as long.
with rules as materialized (
  select array_agg(rule) as rules
  from (
    select b as rule
    from organization_baselines b
    where b.organization_id = :organization_id and b.rule not in ('message', 'organization')
      and (b.rule, coalesce(b.task_type, ''), coalesce(b.label_key, ''), coalesce(b.label_value, ''))
        <> (:rule?::text, coalesce(:task_type?::text, ''), coalesce(:label_key?::text, ''), coalesce(:label_value?::text, ''))
    union all
    -- The one that is asked for, under an id that no other has.
    select jsonb_populate_record(null::organization_baselines, jsonb_build_object(
      'id', '00000000-0000-0000-0000-000000000000', 'rule', :rule?::text, 'effective_date', '-infinity',
      'provider', :provider?::text, 'model', :model?::text,
      'task_type', :task_type?::text, 'label_key', :label_key?::text, 'label_value', :label_value?::text))
  ) as all_rules
),
considered as not materialized (
  select e as execution, e.organization_id, e.provider, e.task_type, e.start_time, e.input_tokens, e.actual_cost, e.baseline_cost
  from counted_executions e
  where e.organization_id = :organization_id
    and e.start_time >= first_instant_of_day(:start::date, :time_zone)
    and e.start_time < first_instant_of_day(:end::date + 1, :time_zone)
    and e.success and e.actual_cost is not null
),
-- With the baseline that each is compared with; with a rule only those that it applies to.
compared as not materialized (
  select e.*, b.provider as baseline_provider, b.model as baseline_model
  from considered e
  cross join lateral (
    select :provider?::text as provider, :model?::text as model where :rule?::text is null
    union all
    select coalesce(s.provider, own.provider), s.model
    from rules
    cross join lateral baseline_by_rule(execution_to_price(e.execution, 0), rules.rules) as s
    left join organization_baselines own
      on own.organization_id = e.organization_id and own.rule = 'organization'
      and own.effective_date <= e.start_time and e.start_time < coalesce(own.end_date, 'infinity')
    where :rule?::text is not null and s.id = '00000000-0000-0000-0000-000000000000'
  ) as b
),
rollups as materialized (
  select task_type, sum(costed_successful) as countable, sum(executions) as executions
  from current_measures
  where organization_id = :organization_id and day between :start::date and :end::date
  group by task_type
),
-- One, except of requested models.
baselines as (
  select :provider?::text as provider, :model?::text as model where :rule?::text is distinct from 'requested_model'
  union
  select baseline_provider, baseline_model from compared
  where :rule?::text = 'requested_model' and baseline_provider is not null
),
cards as materialized (
  select daily.*, b.provider, b.model
  from baselines b
  cross join lateral daily_rate_cards(
    :organization_id::uuid, b.provider, b.model, (select coalesce(array_agg(task_type), '{}') from rollups),
    first_instant_of_day(:start::date, :time_zone), first_instant_of_day(:end::date + 1, :time_zone)
  ) as daily
),
plain as (
  select
    e.actual_cost, e.baseline_cost as recorded_baseline_cost, e.baseline_provider,
    card_lacks(usage_of(e.execution), c::rate_card) as lacks,
    round(execution_cost(usage_of(e.execution), c::rate_card), 12) as cost
  from compared e
  left join (
    cards
    -- Once a card: its fields, read from the composite for every execution, were a tenth of the time.
    cross join lateral (select (cards.card).* offset 0) as c
  )
    on c.task_type = e.task_type
    and cards.provider = e.baseline_provider and coalesce(cards.model, '') = coalesce(e.baseline_model, '')
    and cards.utc_day = (e.start_time at time zone 'UTC')::date
    and card_applies(c::rate_card, e.start_time, e.input_tokens)
  where is_priced_by_card(e.execution)
  -- Keeps the cost a column: as an expression it would be computed again at each use.
  offset 0
),
-- Those with conditions, lists of requests and the like, as if that provider and model had run them.
others as materialized (
  select
    e.actual_cost, e.baseline_cost, e.baseline_provider, row_number() over () as row_number,
    jsonb_populate_record(execution_to_price(e.execution, row_number() over ()), jsonb_build_object(
      'provider', e.baseline_provider, 'model', e.baseline_model, 'provider_cost', null,
      'speed', case when e.provider = e.baseline_provider then (e.execution).speed end,
      'inference_geo', case when e.provider = e.baseline_provider then (e.execution).inference_geo end)) as to_price
  from compared e
  where not is_priced_by_card(e.execution)
),
costs as (
  select actual_cost, recorded_baseline_cost, cost,
    case when baseline_provider is null then 'baseline_not_set' else unpriced_reason('baseline', lacks, cost) end as reason
  from plain
  union all
  select o.actual_cost, o.baseline_cost, p.actual_cost,
    case
      when p.actual_cost is not null then null
      when o.baseline_provider is null then 'baseline_not_set'
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
  case
    when :rule?::text is null then (select coalesce(sum(tasks), 0) from reasons)
    else (select count(*) from considered)
  end::bigint as "kept!",
  coalesce(
    (select json_agg(json_build_object('reason', reason, 'tasks', tasks) order by tasks desc, reason)
      from reasons where reason is not null),
    '[]') as "unpriced!"
from priced
