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
  parameters: { organizationId: text, keyedHashes: textArray },
  notNull: ['id'],
  text: `select id
from users
where organization_id = $1
  and not exists (
    select from erasure_people p where p.organization_id = users.organization_id and p.user_id = users.id)
  and keyed_hash = any (select decode(hash, 'hex') from unnest($2::text[]) as given (hash))
order by id`,
});
