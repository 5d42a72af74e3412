-- What became of an execution's message, in every organization that has one of this id: structure and figures, no texts.
select
  k.organization_id as "organization_id!", o.name as "organization!", k.start_time as "start_time!",
  encode(k.content_hash, 'hex') as content_hash,
  e.created_at as stored_at, e.producer, e.provider, e.model, e.task_type, e.success, e.actual_cost, e.baseline_cost,
  e.unpriced_reason, e.unpriced_detail, e.baseline_provider, e.baseline_model, e.priced_at, e.updated_at, e.void_id, e.import_id,
  day_of(k.start_time, o.time_zone) as "day!",
  array(select f.kind || ' ' || f.status from execution_flags f
    where f.organization_id = k.organization_id and f.execution_id = k.id order by 1) as "flags!",
  (select count(*) from rollup_deltas d
    where d.organization_id = k.organization_id and d.day = day_of(k.start_time, o.time_zone))::integer as "pending_deltas_of_day!",
  (select coalesce(sum(r.executions), 0) from current_measures r
    where r.organization_id = k.organization_id and r.day = day_of(k.start_time, o.time_zone)
      and r.provider = e.provider and r.model is not distinct from e.model and r.task_type = e.task_type)::bigint
    as "executions_beside_it!"
from execution_keys k
join organizations o on o.id = k.organization_id
left join task_executions e on e.organization_id = k.organization_id and e.id = k.id and e.start_time = k.start_time
where k.id = :id
order by k.organization_id
