-- Whether nothing that was asked for earlier is to be stored in an organization before this: of its own, or of all and not yet
-- planned or done here.
create or replace function is_its_turn(p_work recalculations, p_organization_id uuid) returns boolean
language sql stable
as $$
select not exists (
  select from recalculations earlier
  where earlier.finished_at is null and not earlier.dry_run
    and (earlier.created_at, earlier.id) < ((p_work).created_at, (p_work).id)
    and case
      when earlier.organization_id is not null then earlier.organization_id = p_organization_id
      else earlier.planned_at is null or exists (
        select from recalculation_pieces p
        where p.recalculation_id = earlier.id and p.organization_id = p_organization_id and p.completed_at is null)
    end)
$$;

-- How many executions its own recalculations, of the last hour or unfinished, have looked at; a piece that is done counts as one more,
-- because it took a turn to see that.
create or replace function recently_recalculated(p_organization_id uuid) returns bigint
language sql stable
as $$
select coalesce(sum(p.executions_examined) + count(p.completed_at), 0)::bigint
from recalculations c
join recalculation_pieces p on p.recalculation_id = c.id and p.organization_id = c.organization_id
where c.organization_id = p_organization_id and (c.created_at > now() - interval '1 hour' or c.finished_at is null)
$$;
