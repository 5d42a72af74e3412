import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  None,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  validateAuthResponse,
  type Client,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import { config } from './config.ts';
import { BEGUN_KEY, leaveForSignIn, redirectUri, type Begun } from './leave.ts';
import { writeTokens } from './tokens.ts';

/** @throws Error when the issuer refused, or this tab did not begin this sign-in */
export async function arrive(): Promise<void> {
  const text = sessionStorage.getItem(BEGUN_KEY);
  if (text === null) return await leaveForSignIn();
  const begun: Begun = JSON.parse(text);
  const { server, client, options } = issuer();
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
  sessionStorage.removeItem(BEGUN_KEY);
  history.replaceState(null, '', begun.returnTo);
}

/** @returns undefined when the issuer wants to see the person again */
export async function renew(refreshToken: string): Promise<string | undefined> {
  const { server, client, options } = issuer();
  const response = await refreshTokenGrantRequest(server, client, None(), refreshToken, options);
  if (response.status === 400 || response.status === 401) return undefined;
  const tokens = await processRefreshTokenResponse(server, client, response);
  keep(tokens, refreshToken);
  return tokens.access_token;
}

function issuer() {
  const { issuer: name, token_endpoint, client_id } = config();
  // A deployment's issuer has TLS; the one on this machine, on the loopback interface, has none.
  const options = { [allowInsecureRequests]: token_endpoint.startsWith('http:') };
  const client: Client = { client_id };
  return { server: { issuer: name, token_endpoint }, client, options };
}

function keep(tokens: TokenEndpointResponse, refreshToken: string | null): void {
  writeTokens({
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? refreshToken,
    expiresAt: Date.now() + (tokens.expires_in ?? 300) * 1000,
  });
}
