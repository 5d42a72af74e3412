-- $1 organization, $2 its time zone, $3 and $4 first and last day or null. From execution_flags_open alone.
select
  count(*) filter (where kind = 'negative_savings') as negative_savings,
  count(*) filter (where kind = 'cost_over_10x_baseline') as cost_over_10x_baseline,
  count(*) filter (where kind = 'over_review_threshold') as over_review_threshold
from execution_flags
where organization_id = $1
  and status = 'open'
  and ($3::date is null or start_time >= $3::date::timestamp at time zone $2)
  and ($4::date is null or start_time < ($4::date + 1)::timestamp at time zone $2)
