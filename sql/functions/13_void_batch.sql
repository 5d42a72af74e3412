-- One batch of a void: takes executions out of every figure, in one statement with the deltas that say so. Their costs stay with
-- them, and what was reviewed; open flags go. Those of an import that is undone leave their ids to what comes again.
-- A dry run only adds up. With the pricing inputs locked against ingest, which could add a task of a user whose day is being
-- emptied here.
create or replace function void_batch(p_work recalculations, p_piece recalculation_pieces, p_batch_size integer)
returns recalculated_batch
language plpgsql volatile
set jit = off
as $$
#variable_conflict use_column
declare
  batch recalculated_batch;
  chosen_ids uuid[];
  chosen_times timestamptz[];
  taken_away measured_execution[];
begin
  with chosen as materialized (
    select * from executions_to_void(p_work, p_piece, p_batch_size)
  ),
  days as (
    select row(
      day, count(*), coalesce(sum(actual_cost), 0), 0, coalesce(sum(savings) filter (where success), 0), 0
    )::recalculated_day as figures
    from chosen
    group by day
  )
  select
    (select count(*) from chosen), last.start_time, last.id, coalesce((select array_agg(figures) from days), '{}'),
    (select array_agg(id) from chosen), (select array_agg(start_time) from chosen),
    (select array_agg(measured) from chosen)
  into batch.examined, batch.last_start_time, batch.last_id, batch.days, chosen_ids, chosen_times, taken_away
  from (select) as always
  left join (select start_time, id from chosen order by start_time desc, id desc limit 1) as last on true;
  if p_work.dry_run or batch.examined = 0 then
    return batch;
  end if;

  update task_executions e
  set void_id = p_work.void_id, updated_at = now()
  from unnest(chosen_ids, chosen_times) as c (id, start_time)
  where e.organization_id = p_piece.organization_id and e.id = c.id and e.start_time = c.start_time
    and e.start_time >= p_piece.start_time and e.start_time < p_piece.end_time;
  delete from execution_flags f
  where f.organization_id = p_piece.organization_id and f.execution_id = any (chosen_ids) and f.status = 'open';
  insert into released_ids (organization_id, id, start_time)
  select p_piece.organization_id, c.id, c.start_time
  from unnest(chosen_ids, chosen_times) as c (id, start_time)
  join voids v on v.id = p_work.void_id and v.import_id is not null
  on conflict do nothing;
  perform append_rollup_deltas(taken_away);
  perform forget_idle_users(p_piece.organization_id, batch.days);
  return batch;
end $$;

-- Users of whom no execution of a day counts any longer were not active on it. Who was erased stays: which executions were
-- theirs is not known any more.
create or replace function forget_idle_users(p_organization_id uuid, p_days recalculated_day[]) returns void
language sql volatile
as $$
with touched as (
  select d.day, o.time_zone
  from unnest(p_days) as d
  join organizations o on o.id = p_organization_id
),
active as materialized (
  select distinct t.day, e.user_id
  from touched t
  join counted_executions e
    on e.organization_id = p_organization_id
    and e.start_time >= first_instant_of_day(t.day, t.time_zone)
    and e.start_time < first_instant_of_day(t.day + 1, t.time_zone)
)
delete from daily_active_users a
using touched t
where a.organization_id = p_organization_id and a.day = t.day
  and not exists (select from active where active.day = a.day and active.user_id = a.user_id)
  and exists (select from users u where u.organization_id = a.organization_id and u.id = a.user_id)
$$;
