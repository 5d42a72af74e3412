import { exportJWK, generateKeyPair } from 'jose';
import { Events, OAuth2Server, type MutableToken } from 'oauth2-mock-server';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from '../json-file.ts';
import type { Client } from './clients.ts';
import { identityOfRefreshToken, refreshTokenOf, type Identity } from './identity.ts';
import { addSignIn } from './sign-in.ts';

const PRIVATE = 0o600;
const SECONDS_VALID = 12 * 60 * 60;
const keySchema = z.looseObject({ kty: z.string(), kid: z.string(), alg: z.string() });
const requestSchema = z.looseObject({
  grant_type: z.string().optional(),
  username: z.string().min(1).optional(),
  groups: z.string().optional(),
  scope: z.string().default(''),
  client_id: z.string().optional(),
  code: z.string().optional(),
  code_verifier: z.string().optional(),
  refresh_token: z.string().optional(),
});
type TokenRequest = z.output<typeof requestSchema>;

export interface IssuerOptions {
  readonly port: number;
  /** The key is kept here, so that tokens outlive a restart. */
  readonly keyFile: string;
  /** The user pool's clients; the first is meant when a token request names none. */
  readonly clients: readonly Client[];
  /** Who signs in with a browser; undefined: whoever they say they are. */
  readonly signInAs?: string | undefined;
}

export interface Issuer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The OIDC issuer that stands for Cognito: it asks for no password and signs whatever subject and groups it is asked
 * for, which is why it listens on 127.0.0.1 alone.
 */
export async function startIssuer({ port, keyFile, clients, signInAs }: IssuerOptions): Promise<Issuer> {
  const server = new OAuth2Server(undefined, undefined, {
    // As Cognito has them. Where it goes on after its page is its own affair, as /authorize is here.
    endpoints: {
      jwks: '/.well-known/jwks.json',
      token: '/oauth2/token',
      authorize: signInAs === undefined ? '/authorize' : '/oauth2/authorize',
    },
  });
  await server.issuer.keys.add((await readJsonFile(keyFile, keySchema)) ?? (await createKey(keyFile)));
  const url = `http://127.0.0.1:${port}`;
  server.issuer.url = url;
  const { service } = server;
  const signIn = addSignIn(service, { url, clients, signInAs });

  const identityOf = (request: TokenRequest): Identity | undefined => {
    if (request.grant_type === 'refresh_token') return identityOfRefreshToken(request.refresh_token);
    if (request.grant_type === 'authorization_code') return signIn.identityOf(request.code);
    return { subject: request.username, groups: words(request.groups), scope: request.scope };
  };
  service.on(Events.BeforeTokenSigning, (token: MutableToken, { body }: { body: unknown }) => {
    const request = requestSchema.parse(body);
    shapeAsCognito(token, identityOf(request), request.client_id ?? clients[0]?.id);
  });
  service.on(Events.BeforeResponse, (response: TokenResponse, { body }: { body: unknown }) => {
    const request = requestSchema.parse(body);
    const identity = identityOf(request);
    const proven = request.grant_type !== 'authorization_code' || request.code_verifier !== undefined;
    if (identity === undefined || !proven) {
      response.statusCode = 400;
      response.body = { error: 'invalid_grant' };
    } else if (request.grant_type === 'authorization_code') {
      response.body['refresh_token'] = refreshTokenOf(identity);
    } else {
      // Cognito keeps the refresh token until it ends.
      delete response.body['refresh_token'];
    }
    signIn.forget(request.code);
  });
  await server.start(port, '127.0.0.1');
  return { url, stop: () => server.stop() };
}

interface TokenResponse {
  statusCode: number;
  body: Record<string, unknown>;
}

async function createKey(keyFile: string): Promise<Record<string, unknown>> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'local', alg: 'RS256' };
  await writeJsonFile(keyFile, key, PRIVATE);
  return key;
}

function shapeAsCognito(
  { payload }: MutableToken,
  identity: Identity | undefined,
  clientId: string | undefined,
): void {
  const subject = identity?.subject ?? payload['sub'];
  const groups = identity?.groups ?? [];
  const isIdToken = payload['aud'] !== undefined;
  Object.assign(payload, {
    sub: subject,
    exp: payload.iat + SECONDS_VALID,
    jti: randomUUID(),
    auth_time: payload.iat,
    token_use: isIdToken ? 'id' : 'access',
    ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
    ...(isIdToken ? {} : { client_id: clientId, username: subject, scope: identity?.scope ?? '' }),
  });
}

const words = (text = ''): string[] => text.split(' ').filter((word) => word !== '');
