import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  discoveryRequest,
  generateRandomCodeVerifier,
  generateRandomState,
  None,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  validateAuthResponse,
  type AuthorizationServer,
  type Client,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import { config } from './config.ts';
import { writeTokens } from './tokens.ts';

/** What has to be the same when the browser comes back. */
interface Begun {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
}

const KEY = 'payback.sign-in';
const redirectUri = (): string => `${location.origin}/`;

/** Authorization code with PKCE; the address that is open now is shown again afterwards. */
export async function leaveForSignIn(): Promise<never> {
  const { server, client, scope } = await issuer();
  const begun: Begun = {
    state: generateRandomState(),
    verifier: generateRandomCodeVerifier(),
    returnTo: location.pathname === '/signed-out' ? '/' : location.pathname + location.search,
  };
  sessionStorage.setItem(KEY, JSON.stringify(begun));
  const address = new URL(endpoint(server, 'authorization_endpoint'));
  address.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope,
    state: begun.state,
    code_challenge: await calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: 'S256',
  }).toString();
  return leave(address);
}

export async function leaveForSignOut(): Promise<never> {
  const { server, client } = await issuer();
  const address = new URL(endpoint(server, 'end_session_endpoint'));
  address.search = new URLSearchParams({
    client_id: client.client_id,
    logout_uri: `${location.origin}/signed-out`,
  }).toString();
  return leave(address);
}

/** @throws Error when the issuer refused, or this tab did not begin this sign-in */
export async function arrive(): Promise<void> {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return await leaveForSignIn();
  const begun: Begun = JSON.parse(text);
  const { server, client, options } = await issuer();
  const parameters = validateAuthResponse(server, client, new URL(location.href), begun.state);
  const response = await authorizationCodeGrantRequest(
    server,
    client,
    None(),
    parameters,
    redirectUri(),
    begun.verifier,
    options,
  );
  keep(await processAuthorizationCodeResponse(server, client, response), null);
  sessionStorage.removeItem(KEY);
  history.replaceState(null, '', begun.returnTo);
}

/** @returns undefined when the issuer wants to see the person again */
export async function renew(refreshToken: string): Promise<string | undefined> {
  const { server, client, options } = await issuer();
  const response = await refreshTokenGrantRequest(server, client, None(), refreshToken, options);
  if (response.status === 400 || response.status === 401) return undefined;
  const tokens = await processRefreshTokenResponse(server, client, response);
  keep(tokens, refreshToken);
  return tokens.access_token;
}

async function issuer() {
  const { authority, client_id, scope } = await config();
  const url = new URL(authority);
  // A deployment's issuer has TLS; the one on this machine, on the loopback interface, has none.
  const options = { [allowInsecureRequests]: url.protocol === 'http:' };
  const response = await discoveryRequest(url, options);
  const server = await processDiscoveryResponse(url, response);
  const client: Client = { client_id };
  return { server, client, scope, options };
}

function keep(tokens: TokenEndpointResponse, refreshToken: string | null): void {
  writeTokens({
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? refreshToken,
    expiresAt: Date.now() + (tokens.expires_in ?? 300) * 1000,
  });
}

function endpoint(
  server: AuthorizationServer,
  name: 'authorization_endpoint' | 'end_session_endpoint',
): string {
  const address = server[name];
  if (address === undefined) throw new Error(`The issuer names no ${name}.`);
  return address;
}

function leave(address: URL): Promise<never> {
  location.assign(address);
  // The page goes on until the browser has left; nothing more is to happen in it.
  return new Promise(() => {});
}
