import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';

export interface JwtSettings {
  readonly issuer: string;
  /** A token's `aud`, or without one its `client_id`, must be one of them. */
  readonly audience: readonly string[];
  readonly now?: () => Date;
}

export interface Authorization {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
}

const metadataSchema = z.object({ jwks_uri: z.url() });

/**
 * API Gateway's JWT authorizer: signature by the issuer's published keys (RSA only), `iss`, audience, `exp`, `nbf`.
 * @returns a check of an Authorization header's value; undefined when it is to be refused
 */
export function createJwtAuthorizer(settings: JwtSettings) {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  const publishedKeys = async () => {
    if (keys !== undefined) return keys;
    const metadata = await fetch(`${settings.issuer}/.well-known/openid-configuration`);
    keys = createRemoteJWKSet(new URL(metadataSchema.parse(await metadata.json()).jwks_uri));
    return keys;
  };

  return async (header: string | undefined): Promise<Authorization | undefined> => {
    const token = header?.replace(/^Bearer /i, '');
    if (!token) return undefined;
    try {
      const { payload } = await jwtVerify(token, await publishedKeys(), {
        issuer: settings.issuer,
        algorithms: ['RS256', 'RS384', 'RS512'],
        requiredClaims: ['exp'],
        ...(settings.now && { currentDate: settings.now() }),
      });
      if (!isForAudience(payload, settings.audience)) return undefined;
      return { claims: claimStrings(payload), scopes: text(payload['scope'] ?? '').split(' ') };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };
}

function isForAudience(payload: JWTPayload, audience: readonly string[]): boolean {
  const presented = payload.aud ?? payload['client_id'];
  const values = Array.isArray(presented) ? presented : [presented];
  return values.some((value) => typeof value === 'string' && audience.includes(value));
}

/** Claims reach a function as strings, lists as `[a b]`. */
function claimStrings(payload: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : text(value),
    ]),
  );
}

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
