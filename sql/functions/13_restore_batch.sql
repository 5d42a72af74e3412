-- One batch of taking a void back: its executions count again, at the prices of this moment. Ids that have come again after an
-- import was undone are not among them: what came took their place.
create or replace function restore_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer)
returns recalculated_batch
language plpgsql volatile
set jit = off
as $$
#variable_conflict use_column
declare
  batch recalculated_batch;
  appended integer;
begin
  with chosen as materialized (
    select e as execution, e.id, e.start_time, e.user_id, e.provider, e.model, e.task_type, e.success, e.duration_ms,
      e.routing_decision_id, o.review_threshold, day_of(e.start_time, o.time_zone) as day,
      row_number() over (order by e.start_time, e.id) as row_number
    from task_executions e
    join organizations o on o.id = e.organization_id
    where e.organization_id = p_piece.organization_id and e.void_id = p_work.void_id
      and e.start_time >= greatest(
        p_piece.start_time, p_piece.position_start_time, (select deleted_before(p_piece.organization_id)))
      and e.start_time < p_piece.end_time
      and (p_piece.position_id is null or (e.start_time, e.id) > (p_piece.position_start_time, p_piece.position_id))
    order by e.start_time, e.id
    limit p_batch_size
  ),
  prices as materialized (
    select * from price_executions((
      select array_agg(execution_to_price(as_counted(execution), row_number)) from chosen))
  ),
  priced as materialized (
    select c.*, p.actual_cost, p.baseline_cost, p.unpriced_reason, p.baseline_provider, p.baseline_model, p.unpriced_detail,
      p.baseline_rule, p.price_basis
    from chosen c
    join prices p on p.row_number = c.row_number
  ),
  updated as (
    update task_executions e
    set void_id = null, actual_cost = p.actual_cost, baseline_cost = p.baseline_cost, unpriced_reason = p.unpriced_reason,
      baseline_provider = p.baseline_provider, baseline_model = p.baseline_model, unpriced_detail = p.unpriced_detail,
      baseline_rule = p.baseline_rule, price_basis = p.price_basis, updated_at = now(),
      priced_at = case when p.unpriced_reason is null then now() end
    from priced p
    where e.organization_id = p_piece.organization_id and e.id = p.id and e.start_time = p.start_time
      and e.start_time >= p_piece.start_time and e.start_time < p_piece.end_time
  ),
  taken_back as (
    delete from released_ids r
    using priced p
    where r.organization_id = p_piece.organization_id and r.id = p.id
  ),
  raised as (
    insert into execution_flags (organization_id, execution_id, start_time, kind)
    select p_piece.organization_id, p.id, p.start_time, flag.kind
    from priced p
    cross join lateral raised_flags(p.success, p.actual_cost, p.baseline_cost, p.review_threshold) as flag
    on conflict do nothing
  ),
  active as (
    insert into daily_active_users (organization_id, day, user_id)
    select distinct p_piece.organization_id, day, user_id from priced where user_id is not null
    on conflict do nothing
  ),
  measured as (
    select row(
      p_piece.organization_id, p.day, p.provider, p.model, p.task_type, 1, p.success, p.actual_cost, p.baseline_cost,
      p.routing_decision_id is not null, r.routing_strategy = 'cost_optimized', usage_of(as_counted(p.execution)),
      p.duration_ms, p.unpriced_reason = 'usage_missing' and not p.success)::measured_execution as execution
    from priced p
    left join routing_decisions r
      on r.organization_id = p_piece.organization_id and r.id = p.id and r.start_time = p.start_time
  ),
  days as (
    select row(
      day, count(*), 0, coalesce(sum(actual_cost), 0), 0,
      coalesce(sum(baseline_cost - actual_cost) filter (where success), 0))::recalculated_day as figures
    from priced
    group by day
  )
  select
    (select count(*) from priced), last.start_time, last.id, coalesce((select array_agg(figures) from days), '{}'),
    (select append_rollup_deltas(array_agg(execution)) from measured)
  into batch.examined, batch.last_start_time, batch.last_id, batch.days, appended
  from (select) as always
  left join (select start_time, id from priced order by start_time desc, id desc limit 1) as last on true;
  return batch;
end $$;
