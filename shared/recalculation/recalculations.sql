-- Those of an organization (null: of all, for operators), or one of them, newest first. Row-level security lets operators
-- see the days of every organization, so all that is summed is narrowed here. Whose figures the caller may not see is told:
-- operators see progress of all, and sums over several organizations, but of none that they are no member of.
select
  c.id, c.cause, c.dry_run, c.reason, c.price_id, c.organization_id, nullif(c.start_time, '-infinity') as start_time,
  nullif(c.end_time, 'infinity') as end_time, c.providers, c.models, c.status, c.failure, c.created_by, c.created_at,
  c.finished_at, pieces.executions_examined::bigint as "executions_examined!",
  case when c.planned_at is null then 0 else coalesce(trunc(pieces.done / pieces.expected, 4), 1) end::float8
    as "progress!",
  coalesce(totals.executions_changed, 0)::bigint as "executions_changed!",
  coalesce(totals.actual_cost_before, 0) as "actual_cost_before!",
  coalesce(totals.actual_cost_after, 0) as "actual_cost_after!",
  coalesce(totals.savings_before, 0) as "savings_before!",
  coalesce(totals.savings_after, 0) as "savings_after!",
  coalesce(totals.restated, '[]') as "restated!",
  case
    when foreign_ones.organizations = 0 then null
    when coalesce(:organization_id, c.organization_id) is not null then 'no_member'
    when foreign_ones.organizations = 1 then 'one_organization'
  end as "withheld?"
from recalculations c
cross join lateral (
  select
    coalesce(sum(p.executions_examined), 0) as executions_examined,
    sum(case
      when p.completed_at is null then least(p.executions_examined, p.executions_expected)
      else p.executions_expected
    end) as done,
    sum(p.executions_expected) as expected
  from recalculation_pieces p
  where p.recalculation_id = c.id and (:organization_id?::uuid is null or p.organization_id = :organization_id)
) as pieces
cross join lateral (
  select
    sum(m.executions_changed) as executions_changed,
    sum(m.actual_cost_before) as actual_cost_before,
    sum(m.actual_cost_after) as actual_cost_after,
    sum(m.savings_before) as savings_before,
    sum(m.savings_after) as savings_after,
    json_agg(json_build_object(
      'month', m.month,
      'closed', m.closed,
      'executions_changed', m.executions_changed,
      'actual_cost_before', m.actual_cost_before::text,
      'actual_cost_after', m.actual_cost_after::text,
      'savings_before', m.savings_before::text,
      'savings_after', m.savings_after::text) order by m.month) as restated
  from (
    select
      date_trunc('month', d.day::timestamp)::date as month,
      -- Of several organizations: over for all of them.
      bool_and(d.day < date_trunc('month', day_of(:now::timestamptz, o.time_zone)::timestamp)) as closed,
      sum(d.executions_changed) as executions_changed,
      sum(d.actual_cost_before) as actual_cost_before,
      sum(d.actual_cost_after) as actual_cost_after,
      sum(d.savings_before) as savings_before,
      sum(d.savings_after) as savings_after
    from recalculation_days d
    join organizations o on o.id = d.organization_id
    where d.recalculation_id = c.id and (:organization_id::uuid is null or d.organization_id = :organization_id)
    group by date_trunc('month', d.day::timestamp)
  ) as m
) as totals
cross join lateral (
  select count(*) as organizations
  from (
    select coalesce(:organization_id, c.organization_id) as id
    where coalesce(:organization_id, c.organization_id) is not null
    union
    select p.organization_id
    from recalculation_pieces p
    where p.recalculation_id = c.id and coalesce(:organization_id, c.organization_id) is null
  ) as theirs
  where not exists (
      select from memberships m where m.organization_id = theirs.id and m.subject = current_subject())
    and not exists (select from current_api_key k where k.organization_id = theirs.id)
) as foreign_ones
where (:organization_id::uuid is null or c.organization_id is null or c.organization_id = :organization_id)
  and case
    when :id?::uuid is not null then c.id = :id
    else :organization_id::uuid is null or c.organization_id = :organization_id or c.planned_at is null or pieces.expected is not null
  end
  and (:after?::uuid is null or (c.created_at, c.id) < (select created_at, id from recalculations where id = :after))
order by c.created_at desc, c.id desc
limit :limit
