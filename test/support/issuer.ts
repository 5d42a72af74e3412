import { importJWK, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { readFile } from 'node:fs/promises';

const now = () => Math.floor(Date.now() / 1000);

/** A local issuer whose key this process can sign with as well, so that only what a test changes is wrong. */
export interface KnownIssuer {
  readonly url: string;
  readonly keyFile: string;
  /** A client whose tokens count. */
  readonly client: string;
}

/** What an access token says that the API accepts. */
export const rightClaims = ({ url, client }: KnownIssuer): JWTPayload => ({
  iss: url,
  client_id: client,
  sub: 'alice',
  scope: 'openid payback/api',
  token_use: 'access',
  iat: now(),
  exp: now() + 600,
});

/** A token of the issuer's own key that is right but for what is given. */
export async function signed(
  issuer: KnownIssuer,
  claims: JWTPayload = {},
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  const key = JSON.parse(await readFile(issuer.keyFile, 'utf8'));
  return new SignJWT({ ...rightClaims(issuer), ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
    .sign(await importJWK(key, 'RS256'));
}
