import * as z from 'zod';

/** What the pool's tokens are asked for, and have to be for: using the API. Its resource server and the scope of that. */
export const API_SCOPE = { server: 'payback', scope: 'api', name: 'payback/api' } as const;

/**
 * Subjects that no person has: the log of changes names keys and jobs by them. Neither a token nor a member may have
 * one.
 */
export const isReservedSubject = (subject: string): boolean => /^(api-key:|payback-)/.test(subject);

/**
 * What the authorizer tells the functions behind API Gateway: who asks, or why nobody does. Text only, which is all
 * that every version of API Gateway passes on as it is.
 */
export const authorization = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    /** The token's `sub`. */
    subject: z.string().min(1).max(255),
    operator: z.enum(['true', 'false']),
    /** Seconds since 1970: API Gateway keeps an answer for a minute, and a token ends when it says. */
    expires: z.string().regex(/^\d+$/),
  }),
  z.object({
    kind: z.literal('api_key'),
    id: z.guid(),
    /** SHA-256 of the whole key, hexadecimal: whether it counts is for the database to say, at each request. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  z.object({
    kind: z.literal('refused'),
    /** A sentence for the caller. */
    reason: z.string(),
  }),
]);

export type Authorization = z.infer<typeof authorization>;
