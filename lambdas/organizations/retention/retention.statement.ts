// Generated from retention.sql by npm run statements.
import { nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface RetentionEffectRow {
  readonly retention_days: number;
  readonly first_kept_day: string;
  readonly days: number;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly executions: number;
  readonly routing_decisions: number;
  readonly flags: number;
  readonly rejections: number;
}

export const retentionEffect = statement<RetentionEffectRow>()({
  name: 'lambdas/organizations/retention/retention.sql retention_effect',
  parameters: { retentionDays: nullable(number), decidedAt: text, organizationId: text },
  notNull: [
    'retention_days',
    'first_kept_day',
    'days',
    'executions',
    'routing_decisions',
    'flags',
    'rejections',
  ],
  text: `with kept as (
  select
    o.id, o.time_zone, cut.day, coalesce($1::integer, o.retention_days) as retention_days,
    first_instant_of_day(cut.day, o.time_zone) as before
  from organizations o
  cross join lateral (
    select greatest(
      day_of($2::timestamptz, o.time_zone) - coalesce($1::integer, o.retention_days),
      (select c.kept_from from retention_cuts c where c.organization_id = o.id)) as day
  ) as cut
  where o.id = $3
),
executions as (
  select count(*) as rows, count(distinct day_of(e.start_time, k.time_zone)) as days,
    day_of(min(e.start_time), min(k.time_zone)) as first_day, day_of(max(e.start_time), min(k.time_zone)) as last_day
  from kept k
  join task_executions e on e.organization_id = k.id and e.start_time < k.before
)
select
  k.retention_days as "retention_days",
  k.day as "first_kept_day",
  e.days as "days",
  e.first_day as "first_day",
  e.last_day as "last_day",
  e.rows as "executions",
  (select count(*) from routing_decisions d where d.organization_id = k.id and d.start_time < k.before) as "routing_decisions",
  (select count(*) from execution_flags f where f.organization_id = k.id and f.start_time < k.before) as "flags",
  (select count(*) from ingest_rejections r where r.organization_id = k.id and r.received_at < k.before) as "rejections"
from kept k
cross join executions e`,
});
