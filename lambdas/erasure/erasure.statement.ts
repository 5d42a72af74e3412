// Generated from erasure.sql by npm run statements.
import { timestamptzArray, uuidArray } from '../../shared/database/array-parameter.ts';
import { number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface UnfinishedRow {
  readonly id: string;
  readonly organization_id: string;
  readonly is_kept_outside: boolean;
  readonly has_no_rows: boolean;
  readonly is_settled: boolean;
}

export const unfinished = statement<UnfinishedRow>()({
  name: 'lambdas/erasure/erasure.sql unfinished',
  parameters: { settleSeconds: number },
  notNull: ['id', 'organization_id', 'is_kept_outside', 'has_no_rows', 'is_settled'],
  text: `select id, organization_id, kept_outside_at is not null as "is_kept_outside",
  rows_erased_at is not null as "has_no_rows",
  coalesce(rows_erased_at < now() - make_interval(secs => $1), false) as "is_settled"
from erasures
where finished_at is null
order by requested_at, id`,
});

export interface TombstonesOfRow {
  readonly user_id: string;
  readonly erased_at: string;
  readonly later_user_id: string;
}

export const tombstonesOf = statement<TombstonesOfRow>()({
  name: 'lambdas/erasure/erasure.sql tombstones_of',
  parameters: { organizationId: text, erasureId: text },
  notNull: ['user_id', 'erased_at', 'later_user_id'],
  text: `select user_id, to_char(erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "erased_at", later_user_id
from erased_users
where organization_id = $1 and erasure_id = $2
order by user_id`,
});

export interface PeopleOfRow {
  readonly user_id: string;
  readonly surrogate: string;
}

export const peopleOf = statement<PeopleOfRow>()({
  name: 'lambdas/erasure/erasure.sql people_of',
  parameters: { erasureId: text },
  notNull: ['user_id', 'surrogate'],
  text: `select user_id, surrogate from erasure_people where erasure_id = $1 order by user_id`,
});

export const keptOutside = statement<object>()({
  name: 'lambdas/erasure/erasure.sql kept_outside',
  parameters: { erasureId: text },
  notNull: [],
  text: `update erasures set kept_outside_at = now() where id = $1`,
});

export const moveDays = statement<object>()({
  name: 'lambdas/erasure/erasure.sql move_days',
  parameters: { organizationId: text, userId: text, surrogate: text },
  notNull: [],
  text: `with moved as (
  delete from daily_active_users
  where organization_id = $1 and user_id = $2
  returning organization_id, day
)
insert into daily_active_users (organization_id, day, user_id)
select organization_id, day, $3 from moved
on conflict do nothing`,
});

export interface EraseNotesRow {
  readonly erased: number;
}

export const eraseNotes = statement<EraseNotesRow>()({
  name: 'lambdas/erasure/erasure.sql erase_notes',
  parameters: { organizationId: text, userId: text, most: number },
  notNull: ['erased'],
  text: `with noted as (
  select f.execution_id, f.kind
  from execution_flags f
  where f.organization_id = $1 and f.note is not null
    and exists (
      select from task_executions e
      where e.organization_id = f.organization_id and e.id = f.execution_id and e.start_time = f.start_time
        and e.user_id = $2)
  limit $3
  for update of f skip locked
),
erased as (
  update execution_flags f set note = null from noted
  where f.organization_id = $1 and f.execution_id = noted.execution_id and f.kind = noted.kind
  returning f.id
)
select count(*) as "erased" from erased`,
});

export interface EraseExecutionsRow {
  readonly erased: number;
}

export const eraseExecutions = statement<EraseExecutionsRow>()({
  name: 'lambdas/erasure/erasure.sql erase_executions',
  parameters: { organizationId: text, userId: text, most: number, erasureId: text },
  notNull: ['erased'],
  text: `with old as materialized (
  select id, start_time
  from task_executions
  where organization_id = $1 and user_id = $2
  order by start_time, id
  limit $3
  for update skip locked
),
executions as (
  update task_executions e
  set user_id = null, task_id = 'erased', task_description = null, error_message = null, request_id = null, session_id = null,
    notes = null, labels = erased_labels(e.organization_id, e.labels)
  from old
  where e.organization_id = $1 and e.id = old.id and e.start_time = old.start_time
    and e.start_time >= (select min(start_time) from old) and e.start_time <= (select max(start_time) from old)
  returning e.id
),
decisions as (
  update routing_decisions d set reasoning = null from old
  where d.organization_id = $1 and d.id = old.id and d.start_time = old.start_time and d.reasoning is not null
    and d.start_time >= (select min(start_time) from old) and d.start_time <= (select max(start_time) from old)
),
flags as (
  update execution_flags f set note = null from old
  where f.organization_id = $1 and f.execution_id = old.id and f.note is not null
),
rejections as (
  update ingest_rejections r set execution_id = null, structure = null, body_hash = null, detail = 'erased' from old
  where r.organization_id = $1 and r.execution_id = old.id::text
),
counted as (
  update erasures set executions = executions + (select count(*) from executions) where id = $4
)
select count(*) as "erased" from executions`,
});

export interface HasExecutionsRow {
  readonly found: boolean;
}

export const hasExecutions = statement<HasExecutionsRow>()({
  name: 'lambdas/erasure/erasure.sql has_executions',
  parameters: { organizationId: text, userId: text },
  notNull: ['found'],
  text: `select exists (
  select from task_executions where organization_id = $1 and user_id = $2) as "found"`,
});

export const forgetPerson = statement<object>()({
  name: 'lambdas/erasure/erasure.sql forget_person',
  parameters: { organizationId: text, userId: text, erasureId: text },
  notNull: [],
  text: `with person as (
  delete from users where organization_id = $1 and id = $2
)
delete from erasure_people where erasure_id = $3 and user_id = $2`,
});

export const rowsErased = statement<object>()({
  name: 'lambdas/erasure/erasure.sql rows_erased',
  parameters: { erasureId: text },
  notNull: [],
  text: `update erasures set rows_erased_at = now() where id = $1 and rows_erased_at is null`,
});

export const finish = statement<object>()({
  name: 'lambdas/erasure/erasure.sql finish',
  parameters: { erasureId: text },
  notNull: [],
  text: `update erasures set finished_at = now() where id = $1 and finished_at is null`,
});

export interface OldestRow {
  readonly seconds: number;
}

export const oldest = statement<OldestRow>()({
  name: 'lambdas/erasure/erasure.sql oldest',
  parameters: {},
  notNull: ['seconds'],
  text: `select coalesce(extract(epoch from now() - min(requested_at)), 0)::float8 as "seconds" from erasures where finished_at is null`,
});

export interface ReplayErasureRow {
  readonly replayed: number;
}

export const replayErasure = statement<ReplayErasureRow>()({
  name: 'lambdas/erasure/erasure.sql replay_erasure',
  parameters: {
    id: text,
    requestedAt: text,
    organizationId: text,
    userIds: uuidArray,
    erasedAt: timestamptzArray,
    laterUserIds: uuidArray,
    people: uuidArray,
    surrogates: uuidArray,
  },
  notNull: ['replayed'],
  text: `with erasure as (
  insert into erasures (id, organization_id, requested_by, requested_at, kept_outside_at)
  select $1, o.id, 'payback-erasure', $2::timestamptz, now()
  from organizations o where o.id = $3
  on conflict (id) do nothing
  returning id, organization_id
),
tombstones as (
  insert into erased_users (organization_id, user_id, erased_at, later_user_id, erasure_id)
  select erasure.organization_id, given.user_id, given.erased_at, given.later_user_id, erasure.id
  from erasure
  cross join unnest($4::uuid[], $5::timestamptz[], $6::uuid[])
    as given (user_id, erased_at, later_user_id)
  on conflict (organization_id, user_id) do update
  set erased_at = excluded.erased_at, later_user_id = excluded.later_user_id, erasure_id = excluded.erasure_id
  where erased_users.erased_at < excluded.erased_at
),
people as (
  insert into erasure_people (erasure_id, organization_id, user_id, surrogate)
  select erasure.id, erasure.organization_id, given.user_id, given.surrogate
  from erasure
  cross join unnest($7::uuid[], $8::uuid[]) as given (user_id, surrogate)
)
select count(*) as "replayed" from erasure`,
});
