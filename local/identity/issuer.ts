import { exportJWK, generateKeyPair } from 'jose';
import { Events, OAuth2Server, type MutableToken } from 'oauth2-mock-server';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../json-file.ts';

const PRIVATE = 0o600;
const SECONDS_VALID = 12 * 60 * 60;
const keySchema = z.looseObject({ kty: z.string(), kid: z.string(), alg: z.string() });
const requestSchema = z.looseObject({
  username: z.string().min(1).optional(),
  groups: z.string().optional(),
  client_id: z.string().optional(),
  code: z.string().optional(),
});

export interface Issuer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The OIDC issuer that stands for Cognito: it asks for no password and signs whatever subject and groups it is asked
 * for, which is why it listens on 127.0.0.1 alone. Its key is kept in `keyFile`, so tokens outlive a restart.
 * @param clientIds the user pool's clients; the first is meant when a token request names none
 */
export async function startIssuer(
  port: number,
  keyFile: string,
  clientIds: readonly string[],
): Promise<Issuer> {
  const server = new OAuth2Server();
  await server.issuer.keys.add((await readJsonFile(keyFile, keySchema)) ?? (await createKey(keyFile)));
  const url = `http://127.0.0.1:${port}`;
  server.issuer.url = url;
  server.service.on(Events.BeforeTokenSigning, (token: MutableToken, request: { body: unknown }) => {
    const { username, groups, client_id: clientId } = requestSchema.parse(request.body);
    shapeAsCognito(token, { subject: username, groups, clientId: clientId ?? clientIds[0] });
  });
  await server.start(port, '127.0.0.1');
  return { url, stop: () => server.stop() };
}

async function createKey(keyFile: string): Promise<Record<string, unknown>> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'local', alg: 'RS256' };
  await writeJsonFile(keyFile, key, PRIVATE);
  return key;
}

interface Identity {
  readonly subject: string | undefined;
  readonly groups: string | undefined;
  readonly clientId: string | undefined;
}

function shapeAsCognito({ payload }: MutableToken, identity: Identity): void {
  const groups = (identity.groups ?? '').split(' ').filter((group) => group !== '');
  const subject = identity.subject ?? payload['sub'];
  const isIdToken = payload['aud'] !== undefined;
  Object.assign(payload, {
    sub: subject,
    exp: payload.iat + SECONDS_VALID,
    jti: randomUUID(),
    auth_time: payload.iat,
    token_use: isIdToken ? 'id' : 'access',
    ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
    ...(isIdToken ? {} : { client_id: identity.clientId, username: subject, scope: 'openid email' }),
  });
}
