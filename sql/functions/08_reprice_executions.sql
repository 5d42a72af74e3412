-- Prices stored executions of one organization again, by the price book and the baseline of this moment, and returns
-- each with what is stored and what it costs now, voided ones as well: whoever adds up leaves them out. At most p_limit of [p_from, p_to), in order of start time and id,
-- after the given position; only those whose own or baseline provider and model are among the named (null: any).
-- None of days that are no longer kept, whose
-- figures stay as they are. Changes nothing: a recalculation stores what differs, a dry run adds it up.
create or replace function reprice_executions(
  p_organization_id uuid,
  p_from timestamptz,
  p_to timestamptz,
  p_providers text[],
  p_models text[],
  p_after_start_time timestamptz,
  p_after_id uuid,
  p_limit integer
)
returns table (
  id uuid,
  start_time timestamptz,
  day date,
  provider text,
  model text,
  task_type text,
  success boolean,
  is_counted boolean,
  changed boolean,
  actual_cost_before numeric,
  actual_cost_after numeric,
  baseline_cost_before numeric,
  baseline_cost_after numeric,
  unpriced_reason_before text,
  unpriced_reason text,
  baseline_provider text,
  baseline_model text,
  unpriced_detail text,
  baseline_rule text,
  price_basis text
)
language plpgsql stable parallel safe
set jit = off
as $$
#variable_conflict use_column
begin
  return query
with executions as materialized (
  -- What is needed and no more: all columns took half as long again.
  select e.id, e.start_time, e.provider, e.model, e.task_type, e.success, e.actual_cost, e.baseline_cost,
    e.unpriced_reason, e.baseline_provider, e.baseline_model, e.unpriced_detail, e.baseline_rule, e.price_basis,
    e.void_id is null as is_counted, day_of(e.start_time, o.time_zone) as day, row_number() over in_order as row_number,
    execution_to_price(as_counted(e), row_number() over in_order) as to_price
  from task_executions e
  join organizations o on o.id = e.organization_id
  where e.organization_id = p_organization_id
    and e.start_time >= greatest(p_from, p_after_start_time, deleted_before(p_organization_id)) and e.start_time < p_to
    and (p_after_id is null or (e.start_time, e.id) > (p_after_start_time, p_after_id))
    and (
      p_providers is null
      or (e.provider = any (p_providers) and (p_models is null or e.model = any (p_models)))
      or (e.baseline_provider = any (p_providers) and (p_models is null or e.baseline_model = any (p_models)))
    )
  window in_order as (order by e.start_time, e.id)
  order by e.start_time, e.id
  limit p_limit
),
prices as materialized (
  select * from price_executions((select array_agg(to_price) from executions))
)
select
  e.id, e.start_time, e.day, e.provider, e.model, e.task_type, e.success, e.is_counted,
  -- A rule or a basis that is not recorded is of an execution from before they were, and no change.
  (
    e.actual_cost, e.baseline_cost, e.unpriced_reason, e.baseline_provider, e.baseline_model, e.unpriced_detail,
    coalesce(e.baseline_rule, p.baseline_rule), coalesce(e.price_basis, p.price_basis)
  ) is distinct from (
    p.actual_cost, p.baseline_cost, p.unpriced_reason, p.baseline_provider, p.baseline_model, p.unpriced_detail,
    p.baseline_rule, p.price_basis),
  e.actual_cost, p.actual_cost, e.baseline_cost, p.baseline_cost, e.unpriced_reason, p.unpriced_reason, p.baseline_provider,
  p.baseline_model, p.unpriced_detail, p.baseline_rule, p.price_basis
from executions e
join prices p on p.row_number = e.row_number;
end $$;
