-- What an organization keeps is whole days: nothing else says which. Ingest, audits and the job that deletes go by these, and by 01_ended_before.sql.

-- The first reporting day that is kept: so many days before today, and never a day of which executions were deleted already.
create or replace function first_kept_day(p_organization organizations, p_now timestamptz) returns date
language sql stable parallel safe
as $$
select greatest(
  day_of(p_now, p_organization.time_zone) - p_organization.retention_days,
  (select c.kept_from from retention_cuts c where c.organization_id = p_organization.id))
$$;

-- The least start time that is kept.
create or replace function first_kept_instant(p_organization organizations, p_now timestamptz) returns timestamptz
language sql stable parallel safe
as $$
select first_instant_of_day(first_kept_day(p_organization, p_now), p_organization.time_zone)
$$;

-- Before this instant executions were deleted, or are about to be: what is left of them is no basis of any figure.
create or replace function deleted_before(p_organization_id uuid) returns timestamptz
language sql stable parallel safe
as $$
select coalesce(
  (
    select first_instant_of_day(c.kept_from, o.time_zone)
    from retention_cuts c
    join organizations o on o.id = c.organization_id
    where c.organization_id = p_organization_id
  ),
  '-infinity')
$$;
