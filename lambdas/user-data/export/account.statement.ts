// Generated from account.sql by npm run statements.
import { number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface MembershipOfRow {
  readonly role: 'viewer' | 'admin';
  readonly created_by: string;
  readonly created_at: string;
}

export const membershipOf = statement<MembershipOfRow>()({
  name: 'lambdas/user-data/export/account.sql membership_of',
  parameters: { organizationId: text, subject: text },
  notNull: ['role', 'created_by', 'created_at'],
  text: `select role, created_by, created_at
from memberships
where organization_id = $1 and subject = $2`,
});

export interface LiveConnectionsOfRow {
  readonly connection_id: string;
  readonly connected_at: string;
  readonly expires_at: string;
}

export const liveConnectionsOf = statement<LiveConnectionsOfRow>()({
  name: 'lambdas/user-data/export/account.sql live_connections_of',
  parameters: { organizationId: text, subject: text },
  notNull: ['connection_id', 'connected_at', 'expires_at'],
  text: `select connection_id, connected_at, expires_at
from live_connections
where organization_id = $1 and subject = $2
order by connected_at, connection_id`,
});

export interface AuditEntriesOfRow {
  readonly id: number;
  readonly action: string;
  readonly resource_type: string | null;
  readonly subject: string;
  readonly details: unknown;
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly created_at: string;
}

export const auditEntriesOf = statement<AuditEntriesOfRow>()({
  name: 'lambdas/user-data/export/account.sql audit_entries_of',
  parameters: { organizationId: text, subject: text, afterId: number, limit: number },
  notNull: ['id', 'action', 'subject', 'details', 'created_at'],
  text: `select id, action, resource_type, subject, details, host(address) as address, user_agent, created_at
from audit_log
where organization_id = $1 and actor = $2 and id > $3
order by id
limit $4`,
});

export interface RefusalsOfRow {
  readonly day: string;
  readonly operation: string;
  readonly refusals: number;
  readonly first_at: string;
  readonly last_at: string;
}

export const refusalsOf = statement<RefusalsOfRow>()({
  name: 'lambdas/user-data/export/account.sql refusals_of',
  parameters: { organizationId: text, subject: text },
  notNull: ['day', 'operation', 'refusals', 'first_at', 'last_at'],
  text: `select day, operation, refusals, first_at, last_at
from refused_access
where organization_id = $1 and subject = $2
order by day, operation`,
});

export interface ActiveDaysOfRow {
  readonly day: string;
}

export const activeDaysOf = statement<ActiveDaysOfRow>()({
  name: 'lambdas/user-data/export/account.sql active_days_of',
  parameters: { organizationId: text, userId: text },
  notNull: ['day'],
  text: `select day
from daily_active_users
where organization_id = $1 and user_id = $2
order by day`,
});
