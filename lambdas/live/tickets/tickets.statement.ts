// Generated from tickets.sql by npm run statements.
import { buffer, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface InsertTicketRow {
  readonly organization_id: string;
}

export const insertTicket = statement<InsertTicketRow>()({
  name: 'lambdas/live/tickets/tickets.sql insert_ticket',
  parameters: {
    organizationId: text,
    now: text,
    ticketHash: buffer,
    subject: text,
    expiresAt: text,
    mostConnections: number,
    mostOfAPerson: number,
  },
  notNull: ['organization_id'],
  text: `with expired as (
  delete from live_tickets where organization_id = $1 and expires_at <= $2
)
insert into live_tickets (ticket_hash, organization_id, subject, expires_at)
select $3, $1, $4, $5
where (
  select count(*) < $6 and count(*) filter (where subject = $4) < $7
  from live_connections
  where organization_id = $1 and expires_at > $2
)
returning organization_id`,
});
