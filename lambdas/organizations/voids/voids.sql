-- @name unknown_ids
-- Which of the ids are of no execution of the organization.
select given.id as "id!"
from unnest(:ids::uuid[]) as given (id)
where not exists (
  select from execution_keys k where k.organization_id = :organization_id and k.id = given.id)
limit 5

-- @name insert_void
insert into voids (
  organization_id, ids, producer, import_id, received_from, received_to, reason, dry_run, created_by)
values (
  :organization_id, :ids?::uuid[], :producer?, :import_id?, :received_from?,
  coalesce(:received_to?, greatest(now(), :received_from?::timestamptz + interval '1 microsecond')), :reason, :dry_run,
  current_subject())
-- What is yet to be received is in no plan: the void would not take it out.
returning id, received_to, received_to > now() as "is_ahead!"

-- @name request_void
-- Of ids, the days are those of their keys: others need not be looked at. A message may be of five minutes after it was received.
insert into recalculations (organization_id, cause, void_id, start_time, end_time, reason, created_by, dry_run)
select v.organization_id, 'void', v.id,
  coalesce(keys.first, '-infinity'),
  least(keys.last + interval '1 microsecond', v.received_to + interval '5 minutes'),
  v.reason, v.created_by, v.dry_run
from voids v
cross join lateral (
  select min(k.start_time) as first, max(k.start_time) as last
  from execution_keys k
  where v.ids is not null and k.organization_id = v.organization_id and k.id = any (v.ids)
) as keys
where v.id = :id
returning id

-- @name request_restore
insert into recalculations (organization_id, cause, void_id, start_time, end_time, reason, created_by)
values (:organization_id, 'restore', :id, '-infinity', 'infinity', null, current_subject())
returning id

-- @name voids_before
-- Newest first: one of them, or those before a position. Each with its work, and that of putting it back.
select
  v.id, v.organization_id, cardinality(v.ids) as ids_given, v.producer, v.import_id, v.received_from, v.received_to, v.reason,
  v.dry_run, v.created_by, v.created_at,
  to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position!",
  (
    select json_object_agg(w.cause, json_build_object(
      'recalculation_id', w.id, 'status', w.status, 'created_by', w.created_by,
      'created_at', to_char(w.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'finished_at', to_char(w.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'progress', case when w.planned_at is null then 0 else coalesce((
        select trunc(
          sum(case when p.completed_at is null then least(p.executions_examined, p.executions_expected)
            else p.executions_expected end) / sum(p.executions_expected), 4)
        from recalculation_pieces p where p.recalculation_id = w.id), 1) end,
      'executions', coalesce(d.executions, 0),
      'actual_cost', coalesce(d.actual_cost, 0)::text,
      'savings', coalesce(d.savings, 0)::text))
    from recalculations w
    cross join lateral (
      select sum(executions_changed) as executions,
        sum(case w.cause when 'void' then actual_cost_before else actual_cost_after end) as actual_cost,
        sum(case w.cause when 'void' then savings_before else savings_after end) as savings
      from recalculation_days where recalculation_id = w.id
    ) as d
    where w.void_id = v.id
  ) as "work!"
from voids v
where v.organization_id = :organization_id
  and case when :id?::uuid is not null then v.id = :id else not v.dry_run end
  and (:after_time?::timestamptz is null or (v.created_at, v.id) < (:after_time::timestamptz, :after_id?::uuid))
order by v.created_at desc, v.id desc
limit :limit

-- @name days_of_void
-- What leaves each day, beside what counts of it now.
select d.day, d.executions_changed as executions, d.actual_cost_before as actual_cost, d.savings_before as savings,
  coalesce(r.executions, 0)::bigint as "counted_executions!",
  coalesce(r.actual_cost, 0) as "counted_actual_cost!",
  coalesce(r.savings, 0) as "counted_savings!"
from recalculations w
join recalculation_days d on d.recalculation_id = w.id
cross join lateral (
  select sum(executions) as executions, sum(actual_cost + failed_cost + uncompared_cost) as actual_cost,
    sum(baseline_cost - actual_cost) as savings
  from current_measures where organization_id = w.organization_id and day = d.day
) as r
where w.void_id = :id and w.cause = 'void'
order by d.day
