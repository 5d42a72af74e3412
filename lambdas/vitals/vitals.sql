-- What only a look at all organizations tells. None of them is named: numbers of organizations, never which. A window of tasks is by
-- when they started; an organization with fewer than 20 compared tasks in it is left out, since one of them is more than 5%.
with recent as materialized (
  select
    o.id,
    sum(e.actual_cost) as cost,
    count(*) filter (where e.success and e.savings is not null) as compared,
    count(*) filter (where e.success and e.savings < 0) as losses,
    count(*) filter (where e.success and e.savings is not null and e.start_time > :now::timestamptz - interval '5 minutes') as compared_now,
    count(*) filter (where e.success and e.savings < 0 and e.start_time > :now::timestamptz - interval '5 minutes') as losses_now
  from organizations o
  join counted_executions e
    on e.organization_id = o.id and e.start_time > :now::timestamptz - interval '1 hour' and e.start_time <= :now::timestamptz
  group by o.id
),
covered as materialized (
  select
    organization_id,
    sum(priced) as priced,
    sum(executions - failed_without_usage) as executions
  from current_measures
  where day >= (:now::timestamptz at time zone 'UTC')::date - 1
  group by organization_id
),
-- Sent in the week before, and nothing for three days: longer than a weekend.
silent as (
  select organization_id
  from current_measures
  where day >= (:now::timestamptz at time zone 'UTC')::date - 10
  group by organization_id
  having sum(executions) > 0 and max(day) < (:now::timestamptz at time zone 'UTC')::date - 3
),
views as materialized (
  select organization_id, actor
  from audit_log
  where action = 'view_analytics' and created_at > :now::timestamptz - interval '1 day' and created_at <= :now::timestamptz
)
select
  (select count(*) from rollup_deltas)::integer as "pending!",
  coalesce((select greatest(extract(epoch from :now::timestamptz - min(created_at)), 0) from rollup_deltas), 0)::double precision
    as "pending_age!",
  (select count(*) from recent where compared >= 20 and 20 * losses > compared)::integer as "losing_hour!",
  (select count(*) from recent where compared_now >= 20 and 20 * losses_now > compared_now)::integer as "losing_now!",
  -- For a chart and its anomalies; no figure that anybody reads.
  coalesce((select sum(cost) from recent), 0)::double precision as "cost!",
  -- In percent; null where nothing came, which is not 0 and not 100.
  (select (100 * sum(priced) / nullif(sum(executions), 0))::double precision from covered) as coverage,
  (select count(*) from covered where executions >= 20 and 100 * priced < 95 * executions)::integer as "uncovered!",
  (select count(*) from silent)::integer as "silent!",
  (select count(distinct organization_id) from views)::integer as "organizations!",
  (select count(distinct actor) from views)::integer as "people!",
  (select count(*) from views)::integer as "loads!",
  (select 100.0 * sum(numbackends) / current_setting('max_connections')::integer from pg_stat_database)::double precision
    as "connections!"
