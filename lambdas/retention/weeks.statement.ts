// Generated from weeks.sql by npm run statements.
import { nullable, number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface EndedWeeksRow {
  readonly week: string;
}

export const endedWeeks = statement<EndedWeeksRow>()({
  name: 'lambdas/retention/weeks.sql ended_weeks',
  parameters: { now: text },
  notNull: ['week'],
  text: `select to_timestamp(substr(relname, length('task_executions_') + 1) || ' UTC', 'YYYYMMDD TZ') as "week"
from pg_class
where relkind = 'r' and relispartition and relname ~ '^task_executions_\\d{8}$'
  and to_timestamp(substr(relname, length('task_executions_') + 1) || ' UTC', 'YYYYMMDD TZ') + interval '7 days'
    <= (select min(ended_before(o, $1::timestamptz)) from organizations o)
  and not exists (select from retention_cuts where decided_at > now() - interval '5 minutes')
order by 1`,
});

export interface DeleteKeysOfWeekRow {
  readonly organization_id: string;
  readonly id: string;
  readonly executions: number;
}

export const deleteKeysOfWeek = statement<DeleteKeysOfWeekRow>()({
  name: 'lambdas/retention/weeks.sql delete_keys_of_week',
  parameters: { week: text, afterOrganizationId: nullable(text), afterId: nullable(text), most: number },
  notNull: ['organization_id', 'id', 'executions'],
  text: `with page as materialized (
  select organization_id, id, start_time
  from task_executions
  where start_time >= $1::timestamptz and start_time < $1::timestamptz + interval '7 days'
    and ($2::uuid is null or (organization_id, id) > ($2, $3::uuid))
  order by organization_id, id
  limit $4
),
keys as (
  delete from execution_keys k using page p
  where k.organization_id = p.organization_id and k.id = p.id and k.start_time = p.start_time
),
released as (
  delete from released_ids r using page p
  where r.organization_id = p.organization_id and r.id = p.id and r.start_time = p.start_time
),
flags as (
  delete from execution_flags f using page p
  where f.organization_id = p.organization_id and f.execution_id = p.id and f.start_time = p.start_time
)
select organization_id, id, count(*) over () as "executions"
from page
order by organization_id desc, id desc
limit 1`,
});

export interface DropWeekRow {
  readonly dropped: boolean;
}

export const dropWeek = statement<DropWeekRow>()({
  name: 'lambdas/retention/weeks.sql drop_week',
  parameters: { week: text },
  notNull: ['dropped'],
  text: `select drop_week($1::timestamptz) as "dropped"`,
});
