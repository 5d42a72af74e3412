// Generated from ensure-partitions.sql by npm run statements.
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface MissingWeeksRow {
  readonly week: string;
}

export const missingWeeks = statement<MissingWeeksRow>()({
  name: 'lambdas/partitions/ensure-partitions.sql missing_weeks',
  parameters: { now: text },
  notNull: ['week'],
  text: `select week at time zone 'UTC' as "week"
from generate_series(
  date_trunc('week', coalesce(
    (select min(first_kept_instant(o, $1::timestamptz)) from organizations o), $1::timestamptz - interval '90 days'
  ) at time zone 'UTC'),
  ($1::timestamptz + interval '5 weeks') at time zone 'UTC',
  '7 days'
) as week
where to_regclass('public.task_executions' || to_char(week, '_YYYYMMDD')) is null
  or to_regclass('public.routing_decisions' || to_char(week, '_YYYYMMDD')) is null
  or (to_regclass('public.execution_keys' || to_char(week, '_YYYYMMDD')) is null and week >= '2020-01-06')
order by week desc`,
});

export interface EnsureWeekRow {
  readonly created: number;
}

export const ensureWeek = statement<EnsureWeekRow>()({
  name: 'lambdas/partitions/ensure-partitions.sql ensure_week',
  parameters: { week: text },
  notNull: ['created'],
  text: `select ensure_partitions($1::timestamptz, $1::timestamptz) as "created"`,
});
