import type { Database } from '../../shared/database/database.ts';
import { MOST_CONNECTIONS, MOST_OF_A_PERSON } from '../../shared/live/contract.ts';
import type { Connected, Registry } from '../../shared/live/commands.ts';
import { consumeTicket, insertConnection, isWatched } from './connections.statement.ts';

/** API Gateway ends a connection after this long. */
const LONGEST_CONNECTION_MS = 2 * 3600_000;

const refused = (outcome: Connected['outcome']): Connected => ({ outcome, watched: true });

/** In one transaction, which commits in any case: a ticket that was refused is used up too. */
export function connectTo(database: Database): Registry['connect'] {
  return ({ ticketHash, connectionId, now }) =>
    database.transaction(async (transaction): Promise<Connected> => {
      const at = now.toISOString();
      const [ticket] = await consumeTicket.run(transaction, { ticketHash, now: at });
      if (!ticket) return refused('unknown_ticket');
      if (!ticket.is_member) return refused('no_member');
      const inserted = await insertConnection.run(transaction, {
        connectionId,
        organizationId: ticket.organization_id,
        subject: ticket.subject,
        now: at,
        expiresAt: new Date(now.getTime() + LONGEST_CONNECTION_MS).toISOString(),
        mostConnections: MOST_CONNECTIONS,
        mostOfAPerson: MOST_OF_A_PERSON,
      });
      if (inserted.length === 0) return refused('too_many_connections');
      const { watched } = await isWatched.one(transaction, { now: at });
      return { outcome: 'connected', watched };
    });
}
