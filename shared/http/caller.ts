import { z } from 'zod';
import { unauthorized } from './problem.ts';

const OPERATORS = 'operators';

/** The subject whose access token the authorizer has accepted. */
export interface Caller {
  /** The token's `sub`. */
  readonly subject: string;
  readonly isOperator: boolean;
}

/** The caller of a public route. */
export const nobody: Caller = { subject: '', isOperator: false };

const authorized = z.object({
  requestContext: z.object({
    authorizer: z.object({
      jwt: z.object({
        claims: z.object({
          sub: z.string().min(1),
          // API Gateway gives an array claim as the string "[operators admins]".
          'cognito:groups': z.union([z.string(), z.array(z.string())]).default([]),
        }),
      }),
    }),
  }),
});

/** @throws Problem 401 when the event carries no subject */
export function callerOf(event: unknown): Caller {
  const parsed = authorized.safeParse(event);
  if (!parsed.success) throw unauthorized();
  const { sub, 'cognito:groups': groups } = parsed.data.requestContext.authorizer.jwt.claims;
  const names = typeof groups === 'string' ? groups.replaceAll(/^\[|\]$/g, '').split(/[\s,]+/) : groups;
  return { subject: sub, isOperator: names.includes(OPERATORS) };
}
