import { isIP } from 'node:net';
import { z } from 'zod';

/** From where a request came, for the audit log; nobody is let in or kept out by it. */
export interface Client {
  /** IPv4 or IPv6. Null: not known. */
  readonly address: string | null;
  /** What the program called itself, at most 200 printable characters. Null: it did not say. */
  readonly userAgent: string | null;
}

export const unknownClient: Client = { address: null, userAgent: null };

/** An agent of a current browser has about 120. */
const LONGEST_USER_AGENT = 200;

const sent = z.object({
  requestContext: z.object({
    http: z.object({ sourceIp: z.string().catch(''), userAgent: z.string().catch('') }),
  }),
});

/** The client of an event of API Gateway; never a reason to refuse one. */
export function clientOf(event: unknown): Client {
  const parsed = sent.safeParse(event);
  if (!parsed.success) return unknownClient;
  const { sourceIp, userAgent } = parsed.data.requestContext.http;
  return { address: isIP(sourceIp) === 0 ? null : sourceIp, userAgent: printable(userAgent) };
}

/** Without what could move a terminal's cursor or turn a line around. */
function printable(userAgent: string): string | null {
  const kept = userAgent
    .replaceAll(/[^\x20-\x7e]/g, '')
    .slice(0, LONGEST_USER_AGENT)
    .trim();
  return kept === '' ? null : kept;
}
