-- The executions of an organization that filters let through, a null one all of them: what the list shows and the export
-- has. Voided ones where they are asked for, alone, and else none. Inlined into a statement that is planned with its values, so that a filter that is null costs nothing and an order
-- by start_time, id is read from task_executions_by_time.
create or replace function filtered_executions(
  p_organization_id uuid, p_start date, p_end date, p_time_zone text, p_provider text, p_model text, p_task_type text,
  p_user_id uuid, p_success boolean, p_unpriced boolean, p_flag text, p_voided boolean
) returns setof counted_executions
language sql stable parallel safe
as $$
select e.*
from task_executions e
where e.organization_id = p_organization_id
  and (e.void_id is not null) = coalesce(p_voided, false)
  and (p_start is null or e.start_time >= first_instant_of_day(p_start, p_time_zone))
  and (p_end is null or e.start_time < first_instant_of_day(p_end + 1, p_time_zone))
  and (p_provider is null or e.provider = p_provider)
  and (p_model is null or e.model = p_model)
  and (p_task_type is null or e.task_type = p_task_type)
  and (p_user_id is null or e.user_id = p_user_id)
  and (p_success is null or e.success = p_success)
  and (p_unpriced is null or (e.unpriced_reason is not null) = p_unpriced)
  and (
    p_flag is null
    or exists (
      select from execution_flags f
      where f.organization_id = e.organization_id and f.execution_id = e.id and f.kind = p_flag)
  )
$$;
