-- One batch of a recalculation: stores the costs that differ, raises and withdraws flags, and appends the rollup deltas:
-- what the changed executions counted for is taken away and what they count for now is added. One statement, so that
-- all of it is about the same rows. Of voided executions the costs alone: they count for nothing and are not looked at.
create or replace function store_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer)
returns recalculated_batch
language plpgsql volatile
set jit = off
as $$
#variable_conflict use_column
declare
  batch recalculated_batch;
  appended integer;
begin
  with repriced as materialized (
    select * from reprice_executions(
      p_piece.organization_id, p_piece.start_time, p_piece.end_time, p_work.providers, p_work.models,
      p_piece.position_start_time, p_piece.position_id, p_batch_size)
  ),
  changed as materialized (
    select r.*, o.review_threshold
    from repriced r
    join organizations o on o.id = p_piece.organization_id
    where r.changed
  ),
  updated as (
    update task_executions e
    set actual_cost = c.actual_cost_after, baseline_cost = c.baseline_cost_after,
      unpriced_reason = c.unpriced_reason, baseline_provider = c.baseline_provider,
      baseline_model = c.baseline_model, unpriced_detail = c.unpriced_detail, baseline_rule = c.baseline_rule,
      price_basis = c.price_basis, updated_at = now(),
      priced_at = case when c.unpriced_reason is null then now() end
    from changed c
    where e.organization_id = p_piece.organization_id and e.id = c.id and e.start_time = c.start_time
      -- Leaves out the partitions that this piece has nothing in.
      and e.start_time >= p_piece.start_time and e.start_time < p_piece.end_time
  ),
  -- A flag that was reviewed stays as evidence of it.
  withdrawn as (
    delete from execution_flags f
    using changed c
    where f.organization_id = p_piece.organization_id and f.execution_id = c.id and f.status = 'open'
      and f.kind not in (
        select kind
        from raised_flags(c.success, c.actual_cost_after, c.baseline_cost_after, c.review_threshold))
  ),
  raised as (
    insert into execution_flags (organization_id, execution_id, start_time, kind)
    select p_piece.organization_id, c.id, c.start_time, flag.kind
    from changed c
    cross join lateral raised_flags(c.success, c.actual_cost_after, c.baseline_cost_after, c.review_threshold) as flag
    where c.is_counted
    on conflict do nothing
  ),
  -- What the changed executions counted for, and what they count for now. What a cost does not change is in neither.
  measured as (
    select row(
      p_piece.organization_id, day, provider, model, task_type, weight, success, actual_cost, baseline_cost, false, false,
      null, null, reason = 'usage_missing' and not success)::measured_execution as execution
    from changed c
    cross join lateral (
      values
        (-1, actual_cost_before, baseline_cost_before, unpriced_reason_before),
        (1, actual_cost_after, baseline_cost_after, unpriced_reason)
    ) as side (weight, actual_cost, baseline_cost, reason)
    where c.is_counted
  ),
  days as (
    select row(
      day, count(*), coalesce(sum(actual_cost_before), 0), coalesce(sum(actual_cost_after), 0),
      coalesce(sum(baseline_cost_before - actual_cost_before) filter (where success), 0),
      coalesce(sum(baseline_cost_after - actual_cost_after) filter (where success), 0))::recalculated_day as figures
    from changed
    where is_counted
    group by day
  )
  select
    (select count(*) from repriced), last.start_time, last.id,
    coalesce((select array_agg(figures) from days), '{}'),
    (select append_rollup_deltas(array_agg(execution)) from measured)
  into batch.examined, batch.last_start_time, batch.last_id, batch.days, appended
  from (select) as always
  left join (select start_time, id from repriced order by start_time desc, id desc limit 1) as last on true;
  return batch;
end $$;
