import { databaseRegistry } from '../../lambdas/live-registry/registry.ts';
import { hashOfTicket, newTicket } from '../../shared/live/ticket.ts';
import type { TestDatabase } from './test-database.ts';

export const START = new Date('2026-01-26T10:00:00.000Z');
export const after = (milliseconds: number) => new Date(START.getTime() + milliseconds);

/** The registry on a database, and what tests arrange around it. */
export function liveDatabase(database: TestDatabase) {
  const registry = databaseRegistry(database.live);
  return {
    registry,
    /** A ticket as the API leaves it. @returns what connects with it */
    async ticket(organizationId: string, subject = 'alice', expiresAt = after(60_000)) {
      const ticketHash = hashOfTicket(newTicket());
      await database.admin.query(
        'insert into live_tickets (ticket_hash, organization_id, subject, expires_at) values ($1, $2, $3, $4)',
        [ticketHash, organizationId, subject, expiresAt],
      );
      return ticketHash;
    },
    /** An open connection, however many there may be. */
    async connection(organizationId: string, connectionId: string, connectedAt = START, subject = 'alice') {
      await database.admin.query(
        `insert into live_connections (connection_id, organization_id, subject, connected_at, expires_at)
         values ($1, $2, $4, $3, $3::timestamptz + interval '2 hours')`,
        [connectionId, organizationId, connectedAt, subject],
      );
      await database.admin.query(
        "insert into live_hints values ($1, '', '-infinity') on conflict do nothing",
        [organizationId],
      );
    },
    async connections(organizationId: string): Promise<string[]> {
      const { rows } = await database.admin.query(
        'select connection_id from live_connections where organization_id = $1 order by 1',
        [organizationId],
      );
      return rows.map((row) => String(row.connection_id));
    },
  };
}
