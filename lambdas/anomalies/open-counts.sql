-- From execution_flags_open alone.
select
  count(*) filter (where kind = 'negative_savings') as "negative_savings!",
  count(*) filter (where kind = 'cost_over_10x_baseline') as "cost_over_10x_baseline!",
  count(*) filter (where kind = 'over_review_threshold') as "over_review_threshold!"
from execution_flags
where organization_id = :organization_id
  and status = 'open'
  and (:start?::date is null or start_time >= first_instant_of_day(:start::date, :time_zone))
  and (:end?::date is null or start_time < first_instant_of_day(:end::date + 1, :time_zone))
