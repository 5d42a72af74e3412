-- One batch of a dry run: what it would change if the price were corrected so. The correction is made and taken back, so
-- that what is tried is what would be done. Raises what correct_price raises.
create or replace function try_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer)
returns recalculated_batch
language plpgsql volatile
set jit = off
as $$
declare
  batch recalculated_batch;
  take_back constant text := 'PB001';
begin
  perform correct_price(p_work.price_id, p_work.correction);
  with repriced as materialized (
    select * from reprice_executions(
      p_piece.organization_id, p_piece.start_time, p_piece.end_time, p_work.providers, p_work.models,
      p_piece.position_start_time, p_piece.position_id, p_batch_size)
  ),
  days as (
    select row(
      day, count(*), coalesce(sum(actual_cost_before), 0), coalesce(sum(actual_cost_after), 0),
      coalesce(sum(baseline_cost_before - actual_cost_before) filter (where success), 0),
      coalesce(sum(baseline_cost_after - actual_cost_after) filter (where success), 0))::recalculated_day as figures
    from repriced
    where changed and is_counted
    group by day
  )
  select
    (select count(*) from repriced), last.start_time, last.id,
    coalesce((select array_agg(figures) from days), '{}')
  into batch.examined, batch.last_start_time, batch.last_id, batch.days
  from (select) as always
  left join (select start_time, id from repriced order by start_time desc, id desc limit 1) as last on true;
  -- Variables keep their values when the work of this block is undone.
  raise exception using errcode = take_back;
exception when sqlstate 'PB001' then
  return batch;
end $$;
