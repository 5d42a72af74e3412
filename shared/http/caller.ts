import * as z from 'zod';
import { authorization } from './authorization-contract.ts';
import { clientOf, unknownClient, type Client } from './client.ts';
import { refusedCredentials, unauthorized } from './problem.ts';

/** An API key that somebody has presented: whether it counts is known once a transaction has begun. */
interface PresentedKey {
  readonly id: string;
  /** SHA-256 of the key, hexadecimal. */
  readonly hash: string;
}

/** Who asks: a person, whose access token the authorizer has accepted, or a program with an API key. */
export interface Caller {
  /** The token's `sub`, or `api-key:<id>`. */
  readonly subject: string;
  readonly isOperator: boolean;
  /** Null: a person. */
  readonly apiKey: PresentedKey | null;
  readonly client: Client;
}

/** The caller of a public route. */
export const nobody: Caller = { subject: '', isOperator: false, apiKey: null, client: unknownClient };

const authorized = z.object({
  requestContext: z.object({
    timeEpoch: z.number(),
    authorizer: z.object({ lambda: authorization }),
  }),
});

/** @throws Problem 401 when the event carries nobody, or somebody whose token has ended */
export function callerOf(event: unknown): Caller {
  const parsed = authorized.safeParse(event);
  if (!parsed.success) throw unauthorized();
  const { authorizer, timeEpoch } = parsed.data.requestContext;
  const who = authorizer.lambda;
  if (who.kind === 'refused') throw refusedCredentials(who.reason);
  const client = clientOf(event);
  if (who.kind === 'api_key') {
    return {
      subject: `api-key:${who.id}`,
      isOperator: false,
      apiKey: { id: who.id, hash: who.hash },
      client,
    };
  }
  if (Number(who.expires) * 1000 <= timeEpoch) throw refusedCredentials('The access token has expired.');
  return { subject: who.subject, isOperator: who.operator === 'true', apiKey: null, client };
}
