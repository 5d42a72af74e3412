import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, safe in a URL. */
export const newTicket = (): string => randomBytes(32).toString('base64url');

/** What is stored of a ticket. A plain hash will do: 256 random bits cannot be guessed. */
export const hashOfTicket = (ticket: string): Buffer => createHash('sha256').update(ticket).digest();
