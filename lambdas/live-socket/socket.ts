import * as z from 'zod';
import { clientMessage, TOO_MANY, type ServerMessage } from '../../shared/live/contract.ts';
import type { Connected, Registry } from '../../shared/live/commands.ts';
import { hashOfTicket } from '../../shared/live/ticket.ts';

export interface SocketOptions {
  readonly registry: Registry;
  /** Starts a watch, which looks for changes; resolves before it is done. */
  readonly startWatch: () => Promise<void>;
  readonly onFailure: (what: string, error: unknown) => void;
}

/** API Gateway's events of a WebSocket, what is needed of them. */
const socketEvent = z.object({
  requestContext: z.object({
    eventType: z.enum(['CONNECT', 'MESSAGE', 'DISCONNECT']),
    connectionId: z.string(),
    requestTimeEpoch: z.number(),
  }),
  queryStringParameters: z.object({ ticket: z.string().optional() }).nullish(),
  body: z.string().nullish(),
});

export interface SocketResponse {
  readonly statusCode: number;
  /** The answer to a message, sent to its sender. */
  readonly body?: string;
}

/** Statuses of a handshake; a browser does not show them to a page, other clients do. */
const refusals: Readonly<Record<Exclude<Connected['outcome'], 'connected'>, SocketResponse>> = {
  unknown_ticket: {
    statusCode: 401,
    body: 'The ticket is missing, used or expired: POST /api/v1/live/tickets gives one.',
  },
  no_member: { statusCode: 403, body: 'The holder of the ticket is not a member of the organization.' },
  too_many_connections: {
    statusCode: 429,
    body: TOO_MANY,
  },
};

/** What happens on a WebSocket. @throws when the registry cannot be reached: API Gateway then refuses the handshake */
export function socketHandler(options: SocketOptions): (event: unknown) => Promise<SocketResponse> {
  return async (event) => {
    const { requestContext, queryStringParameters, body } = socketEvent.parse(event);
    const { eventType, connectionId, requestTimeEpoch } = requestContext;
    if (eventType === 'CONNECT') {
      return connect(options, connectionId, queryStringParameters?.ticket, requestTimeEpoch);
    }
    if (eventType === 'MESSAGE') return { statusCode: 200, body: JSON.stringify(answer(body ?? '')) };
    await options.registry.settle({ announced: [], gone: [connectionId] });
    return { statusCode: 200 };
  };
}

async function connect(
  { registry, startWatch, onFailure }: SocketOptions,
  connectionId: string,
  ticket: string | undefined,
  now: number,
): Promise<SocketResponse> {
  if (!ticket) return refusals.unknown_ticket;
  const ticketHash = hashOfTicket(ticket);
  const { outcome, watched } = await registry.connect({ ticketHash, connectionId, now: new Date(now) });
  if (outcome !== 'connected') return refusals[outcome];
  // The schedule starts one within a minute anyway: no reason to refuse.
  if (!watched) await startWatch().catch((error: unknown) => onFailure('starting the watch', error));
  return { statusCode: 200 };
}

function answer(text: string): ServerMessage {
  try {
    if (clientMessage.safeParse(JSON.parse(text)).success) return { type: 'pong' };
  } catch {
    // Not JSON: answered as everything else that is not understood.
  }
  return { type: 'error', detail: 'Only {"type":"ping"} is understood.' };
}
