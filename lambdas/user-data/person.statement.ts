// Generated from person.sql by npm run statements.
import { textArray } from '../../shared/database/array-parameter.ts';
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface LinkedHashesRow {
  readonly keyed_hash: string;
}

export const linkedHashes = statement<LinkedHashesRow>()({
  name: 'lambdas/user-data/person.sql linked_hashes',
  parameters: { organizationId: text, subject: text },
  notNull: ['keyed_hash'],
  text: `select encode(keyed_hash, 'hex') as "keyed_hash"
from user_links
where organization_id = $1 and subject = $2
order by keyed_hash`,
});

export interface SubjectOfRow {
  readonly subject: string;
}

export const subjectOf = statement<SubjectOfRow>()({
  name: 'lambdas/user-data/person.sql subject_of',
  parameters: { organizationId: text, keyedHash: text },
  notNull: ['subject'],
  text: `select subject
from user_links
where organization_id = $1 and keyed_hash = decode($2, 'hex')`,
});

export interface UsersOfRow {
  readonly id: string;
}

export const usersOf = statement<UsersOfRow>()({
  name: 'lambdas/user-data/person.sql users_of',
  parameters: { keyedHashes: textArray, organizationId: text },
  notNull: ['id'],
  text: `with named as (
  select decode(hash, 'hex') as keyed_hash, left(hash, 32)::uuid as id from unnest($1::text[]) as given (hash)
),
candidates as (
  select id from named
  union
  select t.later_user_id from erased_users t join named on named.id = t.user_id where t.organization_id = $2
),
known as (
  select id from users where organization_id = $2 and keyed_hash = any (select keyed_hash from named)
  union
  select c.id from candidates c
  where exists (select from daily_active_users d where d.organization_id = $2 and d.user_id = c.id)
    or exists (select from task_executions e where e.organization_id = $2 and e.user_id = c.id)
)
select id as "id"
from known
where not exists (
  select from erasure_people p where p.organization_id = $2 and p.user_id = known.id)
order by id`,
});
