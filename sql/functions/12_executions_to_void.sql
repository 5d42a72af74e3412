-- The next executions of a piece that a void takes out, each with what it counts for. At most p_limit, in order of start time
-- and id, after the piece's position.
create or replace function executions_to_void(p_work recalculations, p_piece recalculation_pieces, p_limit integer)
returns table (id uuid, start_time timestamptz, day date, user_id uuid, success boolean, actual_cost numeric, savings numeric,
  measured measured_execution)
language sql stable parallel safe
as $$
select
  e.id, e.start_time, day_of(e.start_time, o.time_zone), e.user_id, e.success, e.actual_cost, e.savings,
  row(
    e.organization_id, day_of(e.start_time, o.time_zone), e.provider, e.model, e.task_type, -1, e.success, e.actual_cost,
    e.baseline_cost, e.routing_decision_id is not null, r.routing_strategy = 'cost_optimized', usage_of(e), e.duration_ms,
    e.unpriced_reason = 'usage_missing' and not e.success)::measured_execution
from voids v
join organizations o on o.id = v.organization_id
join counted_executions e on e.organization_id = v.organization_id
left join routing_decisions r
  on r.organization_id = e.organization_id and r.id = e.id and r.start_time = e.start_time
where v.id = (p_work).void_id and v.organization_id = (p_piece).organization_id
  and e.start_time >= greatest(
    (p_piece).start_time, (p_piece).position_start_time, (select deleted_before((p_piece).organization_id)))
  and e.start_time < (p_piece).end_time
  and (
    (p_piece).position_id is null
    or (e.start_time, e.id) > ((p_piece).position_start_time, (p_piece).position_id))
  and e.created_at < v.received_to and (v.received_from is null or e.created_at >= v.received_from)
  and (v.ids is null or e.id = any (v.ids))
  and (v.producer is null or e.producer = v.producer)
  and (v.import_id is null or e.import_id = v.import_id)
order by e.start_time, e.id
limit p_limit
$$;
