import { isIP } from 'node:net';
import * as z from 'zod';
import { environment } from '../environment/environment.ts';
import { EDGE_HEADER } from './edge-contract.ts';

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
  headers: z.record(z.string(), z.string().optional()).catch({}),
  requestContext: z.object({
    http: z.object({ sourceIp: z.string().catch(''), userAgent: z.string().catch('') }),
  }),
});

const markOfEdge = () => environment({ EDGE_MARK: z.string().min(1).optional() }).EDGE_MARK;

/**
 * The client of an event of API Gateway; never a reason to refuse one.
 * @param edgeMark what the dashboard's distribution says with each request; undefined: there is none
 */
export function clientOf(event: unknown, edgeMark = markOfEdge()): Client {
  const parsed = sent.safeParse(event);
  if (!parsed.success) return unknownClient;
  const { headers, requestContext } = parsed.data;
  const { sourceIp, userAgent } = requestContext.http;
  const isByEdge = edgeMark !== undefined && headers[EDGE_HEADER] === edgeMark;
  const address = (isByEdge && viewerOf(headers['x-forwarded-for'] ?? '', sourceIp)) || sourceIp;
  return { address: isIP(address) === 0 ? null : address, userAgent: printable(userAgent) };
}

/**
 * Who asked CloudFront. It adds the viewer to what that one may have sent, and API Gateway adds CloudFront: earlier addresses
 * are what anybody may say.
 */
function viewerOf(forwardedFor: string, edge: string): string | undefined {
  const addresses = forwardedFor.split(',').map((each) => each.trim());
  if (addresses.at(-1) === edge) addresses.pop();
  return addresses.at(-1);
}

/** Without what could move a terminal's cursor or turn a line around. */
function printable(userAgent: string): string | null {
  const kept = userAgent
    .replaceAll(/[^\x20-\x7e]/g, '')
    .slice(0, LONGEST_USER_AGENT)
    .trim();
  return kept === '' ? null : kept;
}
