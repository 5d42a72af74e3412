// Generated from counts.sql by npm run statements.
import { nullable, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface CountsRow {
  readonly received: number;
  readonly stored: number;
  readonly repeated: number;
  readonly rejected: number;
}

export const counts = statement<CountsRow>()({
  name: 'lambdas/operations/counts.sql counts',
  parameters: { firstDay: text, lastDay: text, organizationId: nullable(text) },
  notNull: ['received', 'stored', 'repeated', 'rejected'],
  text: `select
  coalesce(sum(received), 0)::bigint as "received", coalesce(sum(stored), 0)::bigint as "stored",
  coalesce(sum(repeated), 0)::bigint as "repeated", coalesce(sum(rejected), 0)::bigint as "rejected"
from ingest_counts
where day between $1::date and $2::date
  and ($3::uuid is null or organization_id = $3)`,
});

export interface DaysRow {
  readonly organization_id: string;
  readonly name: string;
  readonly day: string;
  readonly executions: number;
}

export const days = statement<DaysRow>()({
  name: 'lambdas/operations/counts.sql days',
  parameters: { organizationId: nullable(text), firstDay: text, lastDay: text, now: text },
  notNull: ['organization_id', 'name', 'day', 'executions'],
  text: `select o.id as "organization_id", o.name as "name", r.day as "day", sum(r.executions)::bigint as "executions"
from organizations o
join current_measures r on r.organization_id = o.id
where ($1::uuid is null or o.id = $1)
  and r.day between $2::date and $3::date
  and r.day >= first_kept_day(o, $4::timestamptz)
group by o.id, o.name, r.day
order by o.name, o.id, r.day`,
});
