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
  text: `select distinct week as "week"
from (
  select to_timestamp(right(relname, 8) || ' UTC', 'YYYYMMDD TZ') as week
  from pg_class
  where relkind = 'r' and relispartition and relname ~ '^(task_executions|execution_keys)_\\d{8}$'
) as weeks
where week + interval '7 days' <= (select min(ended_before(o, $1::timestamptz)) from organizations o)
  and not exists (select from retention_cuts where decided_at > now() - interval '5 minutes')
order by week`,
});

export interface DeleteKeysElsewhereRow {
  readonly organization_id: string;
  readonly id: string;
  readonly executions: number;
}

export const deleteKeysElsewhere = statement<DeleteKeysElsewhereRow>()({
  name: 'lambdas/retention/weeks.sql delete_keys_elsewhere',
  parameters: { week: text, afterOrganizationId: nullable(text), afterId: nullable(text), most: number },
  notNull: ['organization_id', 'id', 'executions'],
  text: `with page as materialized (
  select e.organization_id, e.id, e.start_time
  from organizations o
  cross join lateral (
    select e.organization_id, e.id, e.start_time
    from task_executions e
    where e.organization_id = o.id and e.start_time >= $1::timestamptz and e.start_time < $1::timestamptz + interval '7 days'
      and e.id < least_id_at($1)
      and e.id >= case when o.id = $2::uuid then $3::uuid else '00000000-0000-0000-0000-000000000000' end
    union all
    select e.organization_id, e.id, e.start_time
    from task_executions e
    where e.organization_id = o.id and e.start_time >= $1::timestamptz and e.start_time < $1::timestamptz + interval '7 days'
      and e.id >= case when o.id = $2::uuid
        then greatest($3::uuid, least_id_at($1::timestamptz + interval '7 days'))
        else least_id_at($1::timestamptz + interval '7 days') end
    order by 2
    limit $4
  ) as e
  where $2::uuid is null or o.id >= $2::uuid
  order by e.organization_id, e.id
  limit $4
),
keys as (
  delete from execution_keys k using page p
  where k.organization_id = p.organization_id and k.id = p.id and k.start_time = p.start_time
)
select organization_id as "organization_id", id as "id", count(*) over () as "executions"
from page
order by organization_id desc, id desc
limit 1`,
});

export interface DeleteFlagsOfWeekRow {
  readonly deleted: number;
}

export const deleteFlagsOfWeek = statement<DeleteFlagsOfWeekRow>()({
  name: 'lambdas/retention/weeks.sql delete_flags_of_week',
  parameters: { week: text, most: number },
  notNull: ['deleted'],
  text: `with old as materialized (
  select f.organization_id, f.id
  from organizations o
  cross join lateral (
    select organization_id, id
    from execution_flags
    where organization_id = o.id and start_time >= $1::timestamptz and start_time < $1::timestamptz + interval '7 days'
    limit $2
  ) as f
  limit $2
),
gone as (
  delete from execution_flags f using old where f.organization_id = old.organization_id and f.id = old.id
  returning f.id
)
select count(*) as "deleted" from gone`,
});

export interface DeleteReleasedOfWeekRow {
  readonly deleted: number;
}

export const deleteReleasedOfWeek = statement<DeleteReleasedOfWeekRow>()({
  name: 'lambdas/retention/weeks.sql delete_released_of_week',
  parameters: { week: text, most: number },
  notNull: ['deleted'],
  text: `with gone as (
  delete from released_ids r using (
    select organization_id, id from released_ids
    where start_time >= $1::timestamptz and start_time < $1::timestamptz + interval '7 days'
    limit $2
  ) as old
  where r.organization_id = old.organization_id and r.id = old.id
  returning r.id
)
select count(*) as "deleted" from gone`,
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
