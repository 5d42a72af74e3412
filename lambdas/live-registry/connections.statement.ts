// Generated from connections.sql by npm run statements.
import { textArray } from '../../shared/database/array-parameter.ts';
import { buffer, number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface ConsumeTicketRow {
  readonly organization_id: string;
  readonly subject: string;
  readonly is_member: boolean;
}

export const consumeTicket = statement<ConsumeTicketRow>()({
  name: 'lambdas/live-registry/connections.sql consume_ticket',
  parameters: { ticketHash: buffer, now: text },
  notNull: ['organization_id', 'subject', 'is_member'],
  text: `with ticket as (
  delete from live_tickets where ticket_hash = $1 returning organization_id, subject, expires_at
)
select
  t.organization_id,
  t.subject,
  exists (
    select from memberships m where m.organization_id = t.organization_id and m.subject = t.subject
  ) as "is_member",
  lock_live_connections(t.organization_id)
from ticket t
where t.expires_at > $2`,
});

export interface InsertConnectionRow {
  readonly connection_id: string;
}

export const insertConnection = statement<InsertConnectionRow>()({
  name: 'lambdas/live-registry/connections.sql insert_connection',
  parameters: {
    organizationId: text,
    connectionId: text,
    subject: text,
    now: text,
    expiresAt: text,
    mostConnections: number,
    mostOfAPerson: number,
  },
  notNull: ['connection_id'],
  text: `with hints as (
  insert into live_hints (organization_id, announced, tried_at) values ($1, '', '-infinity') on conflict do nothing
)
insert into live_connections (connection_id, organization_id, subject, connected_at, expires_at)
select $2, $1, $3, $4, $5
where (
  select count(*) < $6 and count(*) filter (where subject = $3) < $7
  from live_connections
  where organization_id = $1 and expires_at > $4
)
returning connection_id`,
});

export interface IsWatchedRow {
  readonly watched: boolean;
}

export const isWatched = statement<IsWatchedRow>()({
  name: 'lambdas/live-registry/connections.sql is_watched',
  parameters: { now: text },
  notNull: ['watched'],
  text: `select seen_at > $1::timestamptz - interval '10 seconds' as "watched" from live_watch for share`,
});

export interface CountConnectionsRow {
  readonly count: number;
}

export const countConnections = statement<CountConnectionsRow>()({
  name: 'lambdas/live-registry/connections.sql count_connections',
  parameters: { now: text },
  notNull: ['count'],
  text: `with expired as (
  delete from live_connections where expires_at <= $1
)
select count(*) as "count" from live_connections where expires_at > $1`,
});

export interface ConnectionsLeftRow {
  readonly connection_id: string;
}

export const connectionsLeft = statement<ConnectionsLeftRow>()({
  name: 'lambdas/live-registry/connections.sql connections_left',
  parameters: { now: text },
  notNull: ['connection_id'],
  text: `select connection_id
from live_connections c
where c.expires_at > $1
  and not exists (
    select from memberships m where m.organization_id = c.organization_id and m.subject = c.subject
  )`,
});

export const deleteConnections = statement<object>()({
  name: 'lambdas/live-registry/connections.sql delete_connections',
  parameters: { connectionIds: textArray },
  notNull: [],
  text: `delete from live_connections where connection_id = any ($1::text[])`,
});
