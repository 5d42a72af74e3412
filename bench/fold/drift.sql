-- Organization-days of which rollups and pending deltas are not what the raw rows add up to, of those that retention has left.
with raw as (
  select
    e.organization_id, day_of(e.start_time, o.time_zone) as day, count(*) as executions,
    sum(e.tokens_used) as total_tokens, sum(e.savings) as savings
  from task_executions e
  join organizations o on o.id = e.organization_id
  group by e.organization_id, day
),
rolled_up as (
  select
    organization_id, day, sum(executions) as executions, sum(total_tokens) as total_tokens,
    sum(baseline_cost) - sum(actual_cost) as savings
  from current_measures
  group by organization_id, day
)
select count(*)::integer as drifted
from raw
full join rolled_up using (organization_id, day)
left join retention_cuts c using (organization_id)
where day >= coalesce(c.kept_from, '-infinity') and (raw.executions, raw.total_tokens, coalesce(raw.savings, 0))
  is distinct from (rolled_up.executions, rolled_up.total_tokens, coalesce(rolled_up.savings, 0))
