import { z } from 'zod';
import type { Database, Transaction } from '../../shared/database/database.ts';
import { parseRows } from '../../shared/database/rows.ts';
import { MOST_CONNECTIONS } from '../live/contract.ts';
import type { Connected, Registry } from '../../shared/live/commands.ts';
import consumeTicket from './consume-ticket.sql';
import insertConnection from './insert-connection.sql';
import isWatched from './is-watched.sql';

/** After as long API Gateway ends a connection. */
const LONGEST_CONNECTION_MS = 2 * 3600_000;

const ticketRow = z.object({ organization_id: z.string(), subject: z.string(), is_member: z.boolean() });
const watchRow = z.object({ watched: z.boolean() });

const refused = (outcome: Connected['outcome']): Connected => ({ outcome, watched: true });

/** In one transaction, which commits in any case: a ticket that was refused is used up too. */
export function connectTo(database: Database): Registry['connect'] {
  return ({ ticketHash, connectionId, now }) =>
    database.transaction(async (transaction): Promise<Connected> => {
      const { query } = transaction;
      const [ticket] = parseRows(ticketRow, await query(consumeTicket, [ticketHash, now.toISOString()]));
      if (!ticket) return refused('unknown_ticket');
      if (!ticket.is_member) return refused('no_member');
      const { rowCount } = await query(insertConnection, [
        connectionId,
        ticket.organization_id,
        ticket.subject,
        now.toISOString(),
        new Date(now.getTime() + LONGEST_CONNECTION_MS).toISOString(),
        MOST_CONNECTIONS,
      ]);
      if (rowCount === 0) return refused('too_many_connections');
      return { outcome: 'connected', watched: await watched(transaction, now) };
    });
}

async function watched({ query }: Transaction, now: Date): Promise<boolean> {
  const [row] = parseRows(watchRow, await query(isWatched, [now.toISOString()]));
  return row?.watched ?? false;
}
