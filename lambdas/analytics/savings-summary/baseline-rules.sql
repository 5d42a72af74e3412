-- By which rules the baselines of the compared executions were chosen. Only of an organization that has other rules than its one
-- baseline is it looked up; of executions from before rules were recorded it was that one.
select
  coalesce(baseline_rule, 'organization') as "rule!", count(*) as "tasks!", sum(baseline_cost) as "baseline_cost!"
from counted_executions
where organization_id = :organization_id
  and start_time >= first_instant_of_day(:start::date, :time_zone)
  and start_time < first_instant_of_day(:end::date + 1, :time_zone)
  and (:provider?::text is null or provider = :provider)
  and success and actual_cost is not null and baseline_cost is not null
  and exists (
    select from organization_baselines b where b.organization_id = :organization_id and b.rule <> 'organization')
group by 1
order by 3 desc, 1
