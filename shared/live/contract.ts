import * as z from 'zod';
import { timestamp } from '../http/schemas.ts';

/** WebSockets of one organization at once. */
export const MOST_CONNECTIONS = 50;
/** Of them, of one person: a window or two on each of some devices. */
export const MOST_OF_A_PERSON = 10;

/** What somebody reads who gets no more. */
export const TOO_MANY = `The organization has ${MOST_CONNECTIONS} WebSockets open, or you have ${MOST_OF_A_PERSON} of them, which is the limit; poll instead.`;

/** What the server says over the socket. */
export const serverMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), at: timestamp }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('error'), detail: z.string() }),
]);
export type ServerMessage = z.infer<typeof serverMessage>;

/** What the server understands. */
export const clientMessage = z.object({ type: z.literal('ping') });
