import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { Problem } from '../../../shared/http/problem.ts';
import { asCaller, enter, requirePerson } from '../../../shared/http/tenancy.ts';
import { MOST_CONNECTIONS, MOST_OF_A_PERSON, TOO_MANY } from '../../../shared/live/contract.ts';
import { createLiveTicket, TICKET_SECONDS } from '../contract.ts';
import { insertTicket } from './tickets.statement.ts';
import { hashOfTicket, newTicket } from '../../../shared/live/ticket.ts';

/** @param url where WebSockets connect */
export function createTicketOperation(database: Database, url: string): Operation<typeof createLiveTicket> {
  return operation(createLiveTicket, async ({ body, caller, now }) => {
    const ticket = newTicket();
    const expiresAt = new Date(now.getTime() + TICKET_SECONDS * 1000).toISOString();
    await asCaller(database, caller, async (transaction) => {
      const named = { field: 'organization_id' };
      await enter(transaction, body.organization_id, { operators: false, named });
      // A socket outlives the request: with a revoked key it would go on being told.
      requirePerson(caller);
      const inserted = await insertTicket.run(transaction, {
        ticketHash: hashOfTicket(ticket),
        organizationId: body.organization_id,
        subject: caller.subject,
        now: now.toISOString(),
        expiresAt,
        mostConnections: MOST_CONNECTIONS,
        mostOfAPerson: MOST_OF_A_PERSON,
      });
      if (inserted.length === 0) throw tooManyConnections();
    });
    return { ticket, expires_at: expiresAt, url };
  });
}

/** Said here as well as by the socket, because a browser does not tell a page why a WebSocket was refused. */
function tooManyConnections(): Problem {
  return new Problem(429, 'too-many-connections', 'Too many live connections', TOO_MANY, {
    headers: { 'retry-after': '60' },
  });
}
