// Generated from vitals.sql by npm run statements.
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface VitalsRow {
  readonly pending: number;
  readonly pending_age: number;
  readonly losing_hour: number;
  readonly losing_now: number;
  readonly cost: number;
  readonly coverage: number | null;
  readonly uncovered: number;
  readonly silent: number;
  readonly organizations: number;
  readonly people: number;
  readonly loads: number;
  readonly connections: number;
}

export const vitals = statement<VitalsRow>()({
  name: 'lambdas/vitals/vitals.sql vitals',
  parameters: { now: text },
  notNull: [
    'pending',
    'pending_age',
    'losing_hour',
    'losing_now',
    'cost',
    'uncovered',
    'silent',
    'organizations',
    'people',
    'loads',
    'connections',
  ],
  text: `with recent as materialized (
  select
    o.id,
    sum(e.actual_cost) as cost,
    count(*) filter (where e.success and e.savings is not null) as compared,
    count(*) filter (where e.success and e.savings < 0) as losses,
    count(*) filter (where e.success and e.savings is not null and e.start_time > $1::timestamptz - interval '5 minutes') as compared_now,
    count(*) filter (where e.success and e.savings < 0 and e.start_time > $1::timestamptz - interval '5 minutes') as losses_now
  from organizations o
  join counted_executions e
    on e.organization_id = o.id and e.start_time > $1::timestamptz - interval '1 hour' and e.start_time <= $1::timestamptz
  group by o.id
),
covered as materialized (
  select
    organization_id,
    sum(priced) as priced,
    sum(executions - failed_without_usage) as executions
  from current_measures
  where day >= ($1::timestamptz at time zone 'UTC')::date - 1
  group by organization_id
),
silent as (
  select organization_id
  from current_measures
  where day >= ($1::timestamptz at time zone 'UTC')::date - 10
  group by organization_id
  having sum(executions) > 0 and max(day) < ($1::timestamptz at time zone 'UTC')::date - 3
),
views as materialized (
  select organization_id, actor
  from audit_log
  where action = 'view_analytics' and created_at > $1::timestamptz - interval '1 day' and created_at <= $1::timestamptz
)
select
  (select count(*) from rollup_deltas)::integer as "pending",
  coalesce((select greatest(extract(epoch from $1::timestamptz - min(created_at)), 0) from rollup_deltas), 0)::double precision
    as "pending_age",
  (select count(*) from recent where compared >= 20 and 20 * losses > compared)::integer as "losing_hour",
  (select count(*) from recent where compared_now >= 20 and 20 * losses_now > compared_now)::integer as "losing_now",
  coalesce((select sum(cost) from recent), 0)::double precision as "cost",
  (select (100 * sum(priced) / nullif(sum(executions), 0))::double precision from covered) as coverage,
  (select count(*) from covered where executions >= 20 and 100 * priced < 95 * executions)::integer as "uncovered",
  (select count(*) from silent)::integer as "silent",
  (select count(distinct organization_id) from views)::integer as "organizations",
  (select count(distinct actor) from views)::integer as "people",
  (select count(*) from views)::integer as "loads",
  (select 100.0 * sum(numbackends) / current_setting('max_connections')::integer from pg_stat_database)::double precision
    as "connections"`,
});
