-- Of the days that were decided to end, the first that has executions which may not go yet, or the first kept one: an organization that
-- archives has each day handed over to its files first. Whole days, like the decision.
create or replace function released_before(p_organization organizations, p_kept_from date) returns date
language sql stable parallel safe
as $$
select case when p_organization.archive = 'off' then p_kept_from else least(p_kept_from, (
  select d.day::date
  from (
    select day_of(min(e.start_time), p_organization.time_zone) as first
    from task_executions e
    where e.organization_id = p_organization.id
      and e.start_time < first_instant_of_day(p_kept_from, p_organization.time_zone)
  ) as kept
  cross join lateral generate_series(kept.first::timestamp, p_kept_from::timestamp - interval '1 day', '1 day') as d (day)
  where not exists (
      select from archived_days a
      where a.organization_id = p_organization.id and a.day = d.day::date and a.handed_over_at is not null)
    and exists (
      select from task_executions e
      where e.organization_id = p_organization.id
        and e.start_time >= first_instant_of_day(d.day::date, p_organization.time_zone)
        and e.start_time < first_instant_of_day(d.day::date + 1, p_organization.time_zone))
  order by d.day
  limit 1))
end
$$;

-- Before this instant nothing of an organization is left to keep: it has no older executions, or that they go is decided, and they are
-- where they should be by then.
create or replace function ended_before(p_organization organizations, p_now timestamptz) returns timestamptz
language sql stable parallel safe
as $$
select case
  when exists (
    select from task_executions e
    where e.organization_id = p_organization.id and e.start_time < first_kept_instant(p_organization, p_now))
  then coalesce(
    (
      select first_instant_of_day(released_before(p_organization, c.kept_from), p_organization.time_zone)
      from retention_cuts c
      where c.organization_id = p_organization.id
    ),
    '-infinity')
  else first_kept_instant(p_organization, p_now)
end
$$;
