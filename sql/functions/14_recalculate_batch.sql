-- Does the next batch of the oldest recalculation, or of the given one: claims a piece that nobody works on, re-prices
-- its next p_batch_size executions, stores what differs with its flags and rollup deltas (a dry run stores nothing of
-- that), adds up what changed by day and moves the piece's position, all in the caller's transaction. Returns the
-- recalculation that it worked on and how many executions it looked at; null where there is nothing to claim.
--
-- In one organization, recalculations that store take turns in order of creation, and dry runs wait for those before them: two
-- that overlap would both count what only one of them changed. Among organizations it is the turn of the one of whose own
-- recalculations of the last hour the least was done: who asks for many waits for them, and nobody else does.
create or replace function recalculate_batch(
  p_batch_size integer, p_recalculation_id uuid default null, out recalculation_id uuid, out examined integer
)
language plpgsql volatile
set jit = off
as $$
#variable_conflict use_column
declare
  piece recalculation_pieces;
  work recalculations;
  batch recalculated_batch;
  is_alone boolean;
begin
  select c.void_id is not null and not c.dry_run into is_alone
  from recalculation_pieces p
  join recalculations c on c.id = p.recalculation_id
  where p.completed_at is null and c.finished_at is null
    and (p_recalculation_id is null or c.id = p_recalculation_id)
    and is_its_turn(c, p.organization_id)
  order by c.dry_run desc, recently_recalculated(p.organization_id), c.created_at, c.id, p.organization_id, p.start_time
  limit 1;
  if not found then
    return;
  end if;
  -- Whoever changes prices holds the first from the beginning and takes the second at the end. Both here, in that order:
  -- a dry run touches rows of the price book, and would wait for whoever is waiting for it.
  perform hold_price_book();
  -- Whoever changes a price or a baseline waits for this transaction and makes the next one wait: a batch is priced
  -- by one price book.
  -- What takes executions out, or puts them back, keeps ingest out for its batch as well: both change whose day has a task.
  if is_alone then
    perform lock_pricing_inputs();
  else
    perform hold_pricing_inputs();
  end if;
  select p.* into piece
  from recalculation_pieces p
  join recalculations c on c.id = p.recalculation_id
  where p.completed_at is null and c.finished_at is null
    and (p_recalculation_id is null or c.id = p_recalculation_id)
    -- One that has come since is left to the next batch.
    and (is_alone or c.dry_run or c.void_id is null)
    and is_its_turn(c, p.organization_id)
  order by c.dry_run desc, recently_recalculated(p.organization_id), c.created_at, c.id, p.organization_id, p.start_time
  limit 1
  for update of p skip locked;
  if not found then
    return;
  end if;
  select * into work from recalculations where id = piece.recalculation_id;
  recalculation_id := work.id;

  begin
    batch := case
      when work.cause = 'restore' then restore_batch(work, piece, p_batch_size)
      when work.cause = 'void' then void_batch(work, piece, p_batch_size)
      when work.dry_run then try_batch(work, piece, p_batch_size)
      else store_batch(work, piece, p_batch_size)
    end;
  exception when object_not_in_prerequisite_state or exclusion_violation or check_violation then
    if not work.dry_run then
      raise;
    end if;
    -- The price book changed since the dry run was asked for.
    update recalculations set status = 'failed', failure = sqlerrm, finished_at = now() where id = work.id;
    examined := 0;
    return;
  end;
  examined := batch.examined;

  insert into recalculation_days as known
  select work.id, piece.organization_id, (d).* from unnest(batch.days) as d
  on conflict (recalculation_id, organization_id, day) do update set
    executions_changed = known.executions_changed + excluded.executions_changed,
    actual_cost_before = known.actual_cost_before + excluded.actual_cost_before,
    actual_cost_after = known.actual_cost_after + excluded.actual_cost_after,
    savings_before = known.savings_before + excluded.savings_before,
    savings_after = known.savings_after + excluded.savings_after;
  update recalculation_pieces p
  set executions_examined = p.executions_examined + batch.examined,
    position_start_time = coalesce(batch.last_start_time, p.position_start_time),
    position_id = coalesce(batch.last_id, p.position_id),
    completed_at = case when batch.examined < p_batch_size then now() end
  where p.recalculation_id = work.id and p.organization_id = piece.organization_id
    and p.start_time = piece.start_time;

  if batch.examined < p_batch_size then
    -- One after the other (the rows of both refer to this one, which a lock for update would not allow): of two workers that complete the last two pieces, the second sees both completed.
    perform from recalculations where id = work.id for no key update;
    update recalculations c set status = 'completed', finished_at = now()
    where c.id = work.id
      and not exists (
        select from recalculation_pieces p where p.recalculation_id = c.id and p.completed_at is null);
  end if;
end $$;
