-- Queues a recalculation of the executions in [p_start, p_end) whose own or baseline provider and model are among the
-- named (null: any); of all organizations where p_organization_id is null. To be called in the transaction that changes
-- what they cost. With p_correction it is a dry run: the figures of what correct_price would change.
create or replace function request_recalculation(
  p_organization_id uuid,
  p_cause text,
  p_price_id uuid,
  p_start timestamptz,
  p_end timestamptz,
  p_providers text[],
  p_models text[],
  p_reason text,
  p_created_by text,
  p_correction jsonb default null
) returns uuid
language sql volatile
as $$
insert into recalculations (
  organization_id, cause, price_id, start_time, end_time, providers, models, reason, created_by, dry_run, correction)
values (
  p_organization_id, p_cause, p_price_id, p_start, p_end, p_providers, p_models, p_reason, p_created_by,
  p_correction is not null, p_correction)
returning id
$$;
