import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import * as z from 'zod';
import {
  API_SCOPE,
  isReservedSubject,
  type Authorization,
} from '../../shared/http/authorization-contract.ts';

const OPERATORS = 'operators';
const HOUR_MS = 3_600_000;

export interface TokenSettings {
  /** Of the user pool; its keys are at `<issuer>/.well-known/jwks.json`. */
  readonly issuer: string;
  /** The clients whose tokens count. */
  readonly clients: readonly string[];
}

const subject = z
  .string()
  .min(1)
  .max(255)
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value) && !isReservedSubject(value));
// A list, and nothing else: a text of names would make an operator of a group called "x,operators".
const claims = z.object({
  sub: subject,
  exp: z.number(),
  client_id: z.string(),
  scope: z.string().default(''),
  'cognito:groups': z.array(z.string()).default([]),
});

/**
 * @returns a reading of an access token, which is of the issuer and one of the clients, for the API, in time and signed by
 * RS256 with a key that the issuer publishes; any other one is refused. Throws Error when those keys cannot be had.
 */
export function createTokenReader({ issuer, clients }: TokenSettings) {
  // Read again after an hour, and for a key that is not among them at most every half minute: whoever makes up names of
  // keys does not make the issuer busy.
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
    cacheMaxAge: HOUR_MS,
    cooldownDuration: 30_000,
    timeoutDuration: 3_000,
  });

  return async (token: string): Promise<Authorization> => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        algorithms: ['RS256'],
        requiredClaims: ['sub', 'exp'],
      });
      return read(payload, clients);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return refused(
        error instanceof errors.JWTExpired
          ? 'The access token has expired.'
          : 'This is not an access token of the issuer.',
      );
    }
  };
}

function read(payload: JWTPayload, clients: readonly string[]): Authorization {
  if (payload['token_use'] !== 'access') return refused('An access token is needed, not another one.');
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return refused('The access token lacks something, or has it in another form.');
  const { sub, exp, client_id, scope, 'cognito:groups': groups } = parsed.data;
  if (!clients.includes(client_id)) return refused('The access token is of a client that is not admitted.');
  if (!scope.split(' ').includes(API_SCOPE.name)) {
    return refused(`The access token is not for the API: its scope must have ${API_SCOPE.name}.`);
  }
  const operator = groups.includes(OPERATORS) ? 'true' : 'false';
  return { kind: 'person', subject: sub, operator, expires: String(Math.floor(exp)) };
}

const refused = (reason: string): Authorization => ({ kind: 'refused', reason });

/** What the token is to blame for. The rest is the issuer's: no answer, or one that holds no keys. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'].includes(error.code)
  );
}
