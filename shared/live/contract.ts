import { z } from 'zod';
import { timestamp } from '../http/schemas.ts';

/** WebSockets of one organization at once. */
export const MOST_CONNECTIONS = 50;

/** What the server says over the socket. */
export const serverMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), at: timestamp }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('error'), detail: z.string() }),
]);
export type ServerMessage = z.infer<typeof serverMessage>;

/** What the server understands. */
export const clientMessage = z.object({ type: z.literal('ping') });
