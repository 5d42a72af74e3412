// Generated from members.sql by npm run statements.
import { nullable, number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface MembersAfterRow {
  readonly subject: string;
  readonly role: 'viewer' | 'admin';
  readonly is_caller: boolean;
  readonly created_by: string;
  readonly created_at: string;
  readonly linked_users: number;
}

export const membersAfter = statement<MembersAfterRow>()({
  name: 'lambdas/organizations/members.sql members_after',
  parameters: { organizationId: text, after: nullable(text), limit: number },
  notNull: ['subject', 'role', 'is_caller', 'created_by', 'created_at', 'linked_users'],
  text: `select
  subject, role, subject = current_subject() as "is_caller", created_by, created_at,
  (
    select count(*) from user_links l
    where l.organization_id = memberships.organization_id and l.subject = memberships.subject
  ) as "linked_users"
from memberships
where organization_id = $1 and ($2::text is null or subject collate "C" > $2)
order by subject collate "C"
limit $3`,
});

export interface StoreMemberRow {
  readonly subject: string;
}

export const storeMember = statement<StoreMemberRow>()({
  name: 'lambdas/organizations/members.sql store_member',
  parameters: { organizationId: text, subject: text, role: text },
  notNull: ['subject'],
  text: `insert into memberships as m (organization_id, subject, role, created_by)
values ($1, $2, $3, current_subject())
on conflict (organization_id, subject) do update set role = excluded.role
where m.role <> excluded.role
returning subject`,
});

export interface RemoveMemberRow {
  readonly subject: string;
}

export const removeMember = statement<RemoveMemberRow>()({
  name: 'lambdas/organizations/members.sql remove_member',
  parameters: { organizationId: text, subject: text },
  notNull: ['subject'],
  text: `delete from memberships where organization_id = $1 and subject = $2
returning subject`,
});

export interface LastAdminRow {
  readonly is_last_admin: boolean | null;
}

export const lastAdmin = statement<LastAdminRow>()({
  name: 'lambdas/organizations/members.sql last_admin',
  parameters: { subject: text, organizationId: text },
  notNull: [],
  text: `select count(*) = 1 and bool_and(subject = $1) as is_last_admin
from memberships
where organization_id = $2 and role = 'admin'`,
});

export interface LockOrganizationRow {
  readonly time_zone: string;
  readonly actual_cost_source: 'price_book' | 'provider';
  readonly retention_days: number;
  readonly archive: 'off' | 'without_personal_data';
}

export const lockOrganization = statement<LockOrganizationRow>()({
  name: 'lambdas/organizations/members.sql lock_organization',
  parameters: { organizationId: text },
  notNull: ['time_zone', 'actual_cost_source', 'retention_days', 'archive'],
  text: `select time_zone, actual_cost_source, retention_days, archive from organizations where id = $1 for no key update`,
});

export interface LinkUserRow {
  readonly subject: string;
}

export const linkUser = statement<LinkUserRow>()({
  name: 'lambdas/organizations/members.sql link_user',
  parameters: { organizationId: text, subject: text, keyedHash: text },
  notNull: ['subject'],
  text: `insert into user_links (organization_id, subject, keyed_hash, created_by)
values ($1, $2, decode($3, 'hex'), current_subject())
on conflict do nothing
returning subject`,
});

export interface LinkedSubjectRow {
  readonly subject: string;
}

export const linkedSubject = statement<LinkedSubjectRow>()({
  name: 'lambdas/organizations/members.sql linked_subject',
  parameters: { organizationId: text, keyedHash: text },
  notNull: ['subject'],
  text: `select subject from user_links
where organization_id = $1 and keyed_hash = decode($2, 'hex')`,
});

export interface UnlinkUsersRow {
  readonly subject: string;
}

export const unlinkUsers = statement<UnlinkUsersRow>()({
  name: 'lambdas/organizations/members.sql unlink_users',
  parameters: { organizationId: text, subject: text },
  notNull: ['subject'],
  text: `delete from user_links where organization_id = $1 and subject = $2
returning subject`,
});

export interface CountLinksRow {
  readonly users: number;
}

export const countLinks = statement<CountLinksRow>()({
  name: 'lambdas/organizations/members.sql count_links',
  parameters: { organizationId: text, subject: text },
  notNull: ['users'],
  text: `select count(*) as "users" from user_links where organization_id = $1 and subject = $2`,
});
