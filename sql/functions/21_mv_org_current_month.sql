-- Not in the migration that made it, because it uses day_of; its columns are those of the migration.
create or replace view mv_org_current_month with (security_invoker = true) as
with month as (
  select id as organization_id, date_trunc('month', day_of(now(), time_zone)::timestamp)::date as month
  from organizations
)
select
  m.organization_id,
  m.month,
  coalesce(sum(r.executions), 0)::bigint as total_tasks,
  coalesce(sum(r.actual_cost), 0) as total_cost,
  coalesce(sum(r.baseline_cost) - sum(r.actual_cost), 0) as total_savings,
  100 * (sum(r.baseline_cost) - sum(r.actual_cost)) / nullif(sum(r.baseline_cost), 0) as savings_percentage,
  (
    select count(distinct a.user_id)
    from daily_active_users a
    where a.organization_id = m.organization_id and a.day >= m.month and a.day < m.month + interval '1 month'
  ) as active_users,
  count(distinct r.provider) filter (where r.executions > 0) as providers_used
from month m
left join current_measures r
  on r.organization_id = m.organization_id and r.day >= m.month and r.day < m.month + interval '1 month'
group by m.organization_id, m.month;
