-- $1 organization, $2 and $3 first and last day (reporting days are UTC here).
select
  date_trunc('day', e.start_time at time zone 'UTC') as day,
  e.task_type,
  count(*) as executions,
  count(distinct e.user_id) as active_users,
  count(e.routing_decision_id) as routed,
  count(*) filter (where d.routing_strategy = 'cost_optimized') as cost_optimized
from task_executions e
left join routing_decisions d
  on d.organization_id = e.organization_id and d.id = e.routing_decision_id and d.start_time = e.start_time
where e.organization_id = $1 and e.start_time >= $2::date and e.start_time < $3::date + 1
group by grouping sets ((), (day), (e.task_type))
