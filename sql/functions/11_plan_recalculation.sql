-- Cuts a recalculation into pieces: consecutive days of one organization that hold about 20,000 executions together, or
-- one day with more. Which days have executions to look at is known from the rollups, so that planning reads no
-- execution: a day without any that the change touches is in no piece. Returns how many pieces there are; without
-- one there is nothing to do and the recalculation is completed. Voided executions are in no rollup: their days are those that
-- voids have recorded.
create or replace function plan_recalculation(p_recalculation_id uuid) returns integer
language plpgsql volatile as $$
declare
  pieces integer;
begin
  -- What ingest is storing was received before the void, and is in the plan once it is committed.
  if exists (select from recalculations where id = p_recalculation_id and cause = 'void' and not dry_run) then
    perform lock_pricing_inputs();
  end if;
  perform from recalculations where id = p_recalculation_id and planned_at is null for update;
  if not found then
    return 0;
  end if;

  insert into recalculation_pieces (recalculation_id, organization_id, start_time, end_time, executions_expected)
  with days as (
    select c.id, c.start_time, c.end_time, o.id as organization_id, o.time_zone, r.day,
      sum(r.executions) as executions
    from recalculations c
    join (
      select organization_id, day, provider, model, executions from current_measures
      where not exists (select from recalculations where id = p_recalculation_id and cause = 'restore')
      union all
      select d.organization_id, d.day, null, null, d.executions_changed
      from recalculations v
      join recalculation_days d on d.recalculation_id = v.id
      where v.cause = 'void' and not v.dry_run
        and case (select cause from recalculations where id = p_recalculation_id)
          -- What is about to be put back, and may be by the time of this one.
          when 'void' then exists (
            select from recalculations b where b.void_id = v.void_id and b.cause = 'restore' and b.finished_at is null)
          when 'restore' then v.void_id = (select void_id from recalculations where id = p_recalculation_id)
          else true
        end
    ) as r on c.organization_id is null or r.organization_id = c.organization_id
    join organizations o on o.id = r.organization_id
    where c.id = p_recalculation_id
      and r.day between day_of(c.start_time, o.time_zone) and day_of(c.end_time, o.time_zone)
      -- Of days that are no longer kept there is nothing to price.
      and r.day >= coalesce((select kept_from from retention_cuts k where k.organization_id = o.id), '-infinity')
      and (
        c.providers is null or r.provider is null
        or (r.provider = any (c.providers) and (c.models is null or r.model = any (c.models)))
        or exists (
          select from organization_baselines b
          where b.organization_id = o.id
            -- Which models messages name is known from the executions alone.
            and (
              b.rule in ('message', 'requested_model')
              or (b.provider = any (c.providers) and (c.models is null or b.model = any (c.models))))))
    group by c.id, c.start_time, c.end_time, o.id, o.time_zone, r.day
    having sum(r.executions) > 0
  ),
  -- A day belongs to the piece in which it begins to count.
  numbered as (
    select *,
      (sum(executions) over (partition by organization_id order by day) - executions)::bigint / 20000 as piece
    from days
  )
  select
    id, organization_id,
    greatest(start_time, first_instant_of_day(min(day), time_zone)),
    least(end_time, first_instant_of_day(max(day) + 1, time_zone)),
    sum(executions)
  from numbered
  group by id, organization_id, piece, start_time, end_time, time_zone
  -- A range that ends as a day begins has nothing of that day.
  having greatest(start_time, first_instant_of_day(min(day), time_zone))
    < least(end_time, first_instant_of_day(max(day) + 1, time_zone));
  get diagnostics pieces = row_count;

  update recalculations
  set planned_at = now(),
    status = case when pieces = 0 then 'completed' else 'running' end,
    finished_at = case when pieces = 0 then now() end
  where id = p_recalculation_id;
  return pieces;
end $$;
