// Generated from members.sql by npm run statements.
import { plain } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface MembersAfterRow {
  readonly subject: string;
  readonly role: 'viewer' | 'admin';
  readonly is_caller: boolean;
  readonly created_by: string;
  readonly created_at: string;
}

export const membersAfter = statement<
  { readonly organizationId: string; readonly after: string | null | undefined; readonly limit: number },
  MembersAfterRow
>({
  name: 'lambdas/organizations/members.sql members_after',
  parameters: { organizationId: plain, after: plain, limit: plain },
  notNull: ['subject', 'role', 'is_caller', 'created_by', 'created_at'],
  text: `select subject, role, subject = current_subject() as "is_caller", created_by, created_at
from memberships
where organization_id = $1 and ($2::text is null or subject collate "C" > $2)
order by subject collate "C"
limit $3`,
});

export interface StoreMemberRow {
  readonly subject: string;
}

export const storeMember = statement<
  { readonly organizationId: string; readonly subject: string; readonly role: string },
  StoreMemberRow
>({
  name: 'lambdas/organizations/members.sql store_member',
  parameters: { organizationId: plain, subject: plain, role: plain },
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

export const removeMember = statement<
  { readonly organizationId: string; readonly subject: string },
  RemoveMemberRow
>({
  name: 'lambdas/organizations/members.sql remove_member',
  parameters: { organizationId: plain, subject: plain },
  notNull: ['subject'],
  text: `delete from memberships where organization_id = $1 and subject = $2
returning subject`,
});

export interface LastAdminRow {
  readonly is_last_admin: boolean | null;
}

export const lastAdmin = statement<
  { readonly subject: string; readonly organizationId: string },
  LastAdminRow
>({
  name: 'lambdas/organizations/members.sql last_admin',
  parameters: { subject: plain, organizationId: plain },
  notNull: [],
  text: `select count(*) = 1 and bool_and(subject = $1) as is_last_admin
from memberships
where organization_id = $2 and role = 'admin'`,
});

export interface LockOrganizationRow {
  readonly time_zone: string;
  readonly actual_cost_source: 'price_book' | 'provider';
}

export const lockOrganization = statement<{ readonly organizationId: string }, LockOrganizationRow>({
  name: 'lambdas/organizations/members.sql lock_organization',
  parameters: { organizationId: plain },
  notNull: ['time_zone', 'actual_cost_source'],
  text: `select time_zone, actual_cost_source from organizations where id = $1 for no key update`,
});
