// Generated from reprice.sql by npm run statements.
import { number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface RepriceRow {
  readonly compared: number;
  readonly different: number;
  readonly first_differences: unknown;
}

export const reprice = statement<RepriceRow>()({
  name: 'lambdas/price-audit/reprice.sql reprice',
  parameters: {
    organizationId: text,
    day: text,
    timeZone: text,
    seed: number,
    mostDrawn: number,
    flaggedSince: text,
    mostFlagged: number,
  },
  notNull: ['compared', 'different', 'first_differences'],
  text: `with unfinished as materialized (
  select start_time, end_time
  from recalculations
  where finished_at is null and not dry_run and (organization_id is null or organization_id = $1)
),
drawn as (
  select id, start_time
  from counted_executions
  where organization_id = $1
    and start_time >= first_instant_of_day($2::date, $3)
    and start_time < first_instant_of_day($2::date + 1, $3)
  order by uuid_hash_extended(id, $4::bigint)
  limit $5
),
flagged as (
  select execution_id, start_time
  from execution_flags
  where organization_id = $1 and start_time >= $6
  order by uuid_hash_extended(execution_id, $4::bigint)
  limit $7
),
executions as materialized (
  select (e.execution).*, execution_to_price(e.execution, row_number() over ()) as to_price
  from (select id, start_time from drawn union select execution_id, start_time from flagged) as chosen
  cross join lateral (
    select counted_executions as execution from counted_executions
    where organization_id = $1 and id = chosen.id and start_time = chosen.start_time
    offset 0
  ) as e
  where not exists (
    select from unfinished u where chosen.start_time >= u.start_time and chosen.start_time < u.end_time)
),
differing as (
  select
    e.id,
    jsonb_build_object(
      'actual_cost', trim_scale(e.actual_cost)::text, 'baseline_cost', trim_scale(e.baseline_cost)::text,
      'unpriced_reason', e.unpriced_reason, 'baseline_provider', e.baseline_provider,
      'baseline_model', e.baseline_model, 'unpriced_detail', e.unpriced_detail, 'baseline_rule', e.baseline_rule,
      'price_basis', e.price_basis) as stored,
    jsonb_build_object(
      'actual_cost', trim_scale(p.actual_cost)::text, 'baseline_cost', trim_scale(p.baseline_cost)::text,
      'unpriced_reason', p.unpriced_reason, 'baseline_provider', p.baseline_provider,
      'baseline_model', p.baseline_model, 'unpriced_detail', p.unpriced_detail, 'baseline_rule', p.baseline_rule,
      'price_basis', p.price_basis) as repriced
  from executions e
  join price_executions((select array_agg(to_price) from executions)) as p on p.row_number = (e.to_price).row_number
  where (
    e.actual_cost, e.baseline_cost, e.unpriced_reason, e.baseline_provider, e.baseline_model, e.unpriced_detail,
    coalesce(e.baseline_rule, p.baseline_rule), coalesce(e.price_basis, p.price_basis)
  ) is distinct from (
    p.actual_cost, p.baseline_cost, p.unpriced_reason, p.baseline_provider, p.baseline_model, p.unpriced_detail,
    p.baseline_rule, p.price_basis)
)
select
  (select count(*) from executions) as "compared",
  (select count(*) from differing) as "different",
  coalesce(
    (
      select json_agg(json_build_object('execution_id', id, 'stored', stored, 'repriced', repriced))
      from (select * from differing order by id limit 20) as first
    ),
    '[]') as "first_differences"`,
});
