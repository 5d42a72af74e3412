// Generated from tickets.sql by npm run statements.
import { plain } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface InsertTicketRow {
  readonly organization_id: string;
}

export const insertTicket = statement<
  {
    readonly organizationId: string;
    readonly now: string;
    readonly ticketHash: Buffer;
    readonly subject: string;
    readonly expiresAt: string;
    readonly mostConnections: number;
  },
  InsertTicketRow
>({
  name: 'lambdas/live/tickets/tickets.sql insert_ticket',
  parameters: {
    organizationId: plain,
    now: plain,
    ticketHash: plain,
    subject: plain,
    expiresAt: plain,
    mostConnections: plain,
  },
  notNull: ['organization_id'],
  text: `with expired as (
  delete from live_tickets where organization_id = $1 and expires_at <= $2
)
insert into live_tickets (ticket_hash, organization_id, subject, expires_at)
select $3, $1, $4, $5
where (
  select count(*) from live_connections where organization_id = $1 and expires_at > $2
) < $6
returning organization_id`,
});
