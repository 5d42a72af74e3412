import * as z from 'zod';
import { route, type Routes } from '../../shared/http/route.ts';
import { organizationId, timestamp } from '../../shared/http/schemas.ts';
import { MOST_CONNECTIONS, MOST_OF_A_PERSON } from '../../shared/live/contract.ts';

/** How long a ticket lets its holder connect. */
export const TICKET_SECONDS = 60;

export const createLiveTicket = route({
  method: 'POST',
  path: '/api/v1/live/tickets',
  operationId: 'createLiveTicket',
  summary: 'A ticket to connect a WebSocket that reports when figures have changed',
  description:
    `Open a WebSocket at \`<url>?ticket=<ticket>\` within ${TICKET_SECONDS} seconds; a ticket connects once. The ` +
    'socket sends `{"type":"changed","at":"…"}` when figures of the organization have changed, at most every two ' +
    'seconds: ask for them again then, and once after connecting. Send `{"type":"ping"}` every few minutes, which is ' +
    'answered by `{"type":"pong"}`: an idle socket is closed after ten minutes, and every socket after two hours. ' +
    `429: the organization has ${MOST_CONNECTIONS} sockets open, or the person ${MOST_OF_A_PERSON} of them; poll instead.`,
  tag: 'Live',
  reads: true,
  body: z.strictObject({ organization_id: organizationId }),
  status: 201,
  result: z.object({
    ticket: z.string().meta({ description: 'Connects one WebSocket, once. Keep it secret.' }),
    expires_at: timestamp,
    url: z
      .string()
      .meta({ description: 'Where to connect, without the ticket.', example: 'wss://live.example/live' }),
  }),
});

export const routes = { createLiveTicket } satisfies Routes;
