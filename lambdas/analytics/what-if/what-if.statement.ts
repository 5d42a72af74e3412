// Generated from what-if.sql by npm run statements.
import { nullable, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface PriceBaselineRow {
  readonly tasks: number;
  readonly actual_cost: string;
  readonly baseline_cost: string;
  readonly recorded: number;
  readonly recorded_actual_cost: string;
  readonly recorded_baseline_cost: string;
  readonly savings: string;
  readonly recorded_savings: string;
  readonly countable: number;
  readonly executions: number;
  readonly kept: number;
  readonly unpriced: unknown;
}

export const priceBaseline = statement<PriceBaselineRow>()({
  name: 'lambdas/analytics/what-if/what-if.sql price_baseline',
  parameters: {
    organizationId: text,
    rule: nullable(text),
    taskType: nullable(text),
    labelKey: nullable(text),
    labelValue: nullable(text),
    provider: nullable(text),
    model: nullable(text),
    start: text,
    timeZone: text,
    end: text,
  },
  notNull: [
    'tasks',
    'actual_cost',
    'baseline_cost',
    'recorded',
    'recorded_actual_cost',
    'recorded_baseline_cost',
    'savings',
    'recorded_savings',
    'countable',
    'executions',
    'kept',
    'unpriced',
  ],
  text: `with rules as materialized (
  select array_agg(rule) as rules
  from (
    select b as rule
    from organization_baselines b
    where b.organization_id = $1 and b.rule not in ('message', 'organization')
      and (b.rule, coalesce(b.task_type, ''), coalesce(b.label_key, ''), coalesce(b.label_value, ''))
        <> ($2::text, coalesce($3::text, ''), coalesce($4::text, ''), coalesce($5::text, ''))
    union all
    select jsonb_populate_record(null::organization_baselines, jsonb_build_object(
      'id', '00000000-0000-0000-0000-000000000000', 'rule', $2::text, 'effective_date', '-infinity',
      'provider', $6::text, 'model', $7::text,
      'task_type', $3::text, 'label_key', $4::text, 'label_value', $5::text))
  ) as all_rules
),
considered as not materialized (
  select e as execution, e.organization_id, e.provider, e.task_type, e.start_time, e.input_tokens, e.actual_cost, e.baseline_cost
  from counted_executions e
  where e.organization_id = $1
    and e.start_time >= first_instant_of_day($8::date, $9)
    and e.start_time < first_instant_of_day($10::date + 1, $9)
    and e.success and e.actual_cost is not null
),
compared as not materialized (
  select e.*, b.provider as baseline_provider, b.model as baseline_model
  from considered e
  cross join lateral (
    select $6::text as provider, $7::text as model where $2::text is null
    union all
    select coalesce(s.provider, own.provider), s.model
    from rules
    cross join lateral baseline_by_rule(execution_to_price(e.execution, 0), rules.rules) as s
    left join organization_baselines own
      on own.organization_id = e.organization_id and own.rule = 'organization'
      and own.effective_date <= e.start_time and e.start_time < coalesce(own.end_date, 'infinity')
    where $2::text is not null and s.id = '00000000-0000-0000-0000-000000000000'
  ) as b
),
rollups as materialized (
  select task_type, sum(costed_successful) as countable, sum(executions) as executions
  from current_measures
  where organization_id = $1 and day between $8::date and $10::date
  group by task_type
),
baselines as (
  select $6::text as provider, $7::text as model where $2::text is distinct from 'requested_model'
  union
  select baseline_provider, baseline_model from compared
  where $2::text = 'requested_model' and baseline_provider is not null
),
cards as materialized (
  select daily.*, b.provider, b.model
  from baselines b
  cross join lateral daily_rate_cards(
    $1::uuid, b.provider, b.model, (select coalesce(array_agg(task_type), '{}') from rollups),
    first_instant_of_day($8::date, $9), first_instant_of_day($10::date + 1, $9)
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
    cross join lateral (select (cards.card).* offset 0) as c
  )
    on c.task_type = e.task_type
    and cards.provider = e.baseline_provider and coalesce(cards.model, '') = coalesce(e.baseline_model, '')
    and cards.utc_day = (e.start_time at time zone 'UTC')::date
    and card_applies(c::rate_card, e.start_time, e.input_tokens)
  where is_priced_by_card(e.execution)
  offset 0
),
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
      when p.unpriced_reason like 'actual\\_%' then 'baseline' || substr(p.unpriced_reason, length('actual') + 1)
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
  tasks::bigint as "tasks",
  actual_cost as "actual_cost",
  baseline_cost as "baseline_cost",
  recorded::bigint as "recorded",
  recorded_actual_cost as "recorded_actual_cost",
  recorded_baseline_cost as "recorded_baseline_cost",
  baseline_cost - actual_cost as "savings",
  recorded_baseline_cost - recorded_actual_cost as "recorded_savings",
  (select coalesce(sum(countable), 0) from rollups)::bigint as "countable",
  (select coalesce(sum(executions), 0) from rollups)::bigint as "executions",
  case
    when $2::text is null then (select coalesce(sum(tasks), 0) from reasons)
    else (select count(*) from considered)
  end::bigint as "kept",
  coalesce(
    (select json_agg(json_build_object('reason', reason, 'tasks', tasks) order by tasks desc, reason)
      from reasons where reason is not null),
    '[]') as "unpriced"
from priced`,
});
