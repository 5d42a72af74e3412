// Generated from erasure.sql by npm run statements.
import { textArray, uuidArray } from '../../../shared/database/array-parameter.ts';
import { boolean, nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface RunningErasuresRow {
  readonly erasure_id: string;
  readonly people: number;
}

export const runningErasures = statement<RunningErasuresRow>()({
  name: 'lambdas/user-data/erasure/erasure.sql running_erasures',
  parameters: { organizationId: text, userIds: uuidArray },
  notNull: ['erasure_id', 'people'],
  text: `select t.erasure_id, count(*) as "people"
from erased_users t
join erasures e on e.id = t.erasure_id
where t.organization_id = $1 and e.finished_at is null
  and t.user_id = any ($2::uuid[])
group by t.erasure_id`,
});

export interface WasErasedRow {
  readonly known: boolean;
}

export const wasErased = statement<WasErasedRow>()({
  name: 'lambdas/user-data/erasure/erasure.sql was_erased',
  parameters: { organizationId: text, userIds: uuidArray },
  notNull: ['known'],
  text: `select exists (
  select from erased_users where organization_id = $1 and user_id = any ($2::uuid[])) as "known"`,
});

export interface BeginErasureRow {
  readonly id: string;
}

export const beginErasure = statement<BeginErasureRow>()({
  name: 'lambdas/user-data/erasure/erasure.sql begin_erasure',
  parameters: { organizationId: text, userIds: uuidArray, keyedHashes: textArray },
  notNull: ['id'],
  text: `with erasure as (
  insert into erasures (organization_id, requested_by, requested_at)
  values ($1, current_subject(), clock_timestamp())
  returning id, organization_id, requested_at
),
named as (
  select erasure.*, given.user_id from erasure cross join unnest($2::uuid[]) as given (user_id)
),
tombstones as (
  insert into erased_users (organization_id, user_id, erased_at, erasure_id)
  select organization_id, user_id, requested_at, id from named
  on conflict (organization_id, user_id) do update
  set erased_at = excluded.erased_at, later_user_id = gen_random_uuid(), erasure_id = excluded.erasure_id
),
people as (
  insert into erasure_people (erasure_id, organization_id, user_id)
  select id, organization_id, user_id from named
  union
  select erasure.id, erasure.organization_id, u.id
  from erasure
  join users u on u.organization_id = erasure.organization_id
  where u.keyed_hash = any (select decode(hash, 'hex') from unnest($3::text[]) as given (hash))
)
select id from erasure`,
});

export interface ErasureRow {
  readonly id: string;
  readonly organization_id: string;
  readonly requested_at: string;
  readonly executions: number;
  readonly finished_at: string | null;
}

export const erasure = statement<ErasureRow>()({
  name: 'lambdas/user-data/erasure/erasure.sql erasure',
  parameters: { id: text },
  notNull: ['id', 'organization_id', 'requested_at', 'executions'],
  text: `select e.id, e.organization_id, e.requested_at, e.executions, e.finished_at
from erasures e
where e.id = $1
  and (
    exists (
      select from memberships m
      where m.organization_id = e.organization_id and m.subject = current_subject()
        and (m.role = 'admin' or e.requested_by = m.subject))
    or e.organization_id = (select organization_id from current_api_key))`,
});

export interface ErasuresBeforeRow {
  readonly id: string;
  readonly organization_id: string;
  readonly requested_at: string;
  readonly executions: number;
  readonly finished_at: string | null;
  readonly position: string;
}

export const erasuresBefore = statement<ErasuresBeforeRow>()({
  name: 'lambdas/user-data/erasure/erasure.sql erasures_before',
  parameters: {
    organizationId: text,
    isAdmin: boolean,
    afterTime: nullable(text),
    afterId: nullable(text),
    limit: number,
  },
  notNull: ['id', 'organization_id', 'requested_at', 'executions', 'position'],
  text: `select
  e.id, e.organization_id, e.requested_at, e.executions, e.finished_at,
  to_char(e.requested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position"
from erasures e
where e.organization_id = $1 and ($2 or e.requested_by = current_subject())
  and ($3::timestamptz is null or (e.requested_at, e.id) < ($3::timestamptz, $4::uuid))
order by e.requested_at desc, e.id desc
limit $5`,
});
