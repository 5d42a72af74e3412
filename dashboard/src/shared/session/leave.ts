import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import { config } from './config.ts';

/** What has to be the same when the browser comes back. */
export interface Begun {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
}

/** Where it is kept until then. */
export const BEGUN_KEY = 'payback.sign-in';
export const redirectUri = (): string => `${location.origin}/`;

/** Authorization code with PKCE; the address that is open now is shown again afterwards. */
export async function leaveForSignIn(): Promise<never> {
  const { authorization_endpoint, client_id, scope } = config();
  const begun: Begun = {
    state: generateRandomState(),
    verifier: generateRandomCodeVerifier(),
    returnTo: location.pathname === '/signed-out' ? '/' : location.pathname + location.search,
  };
  sessionStorage.setItem(BEGUN_KEY, JSON.stringify(begun));
  const address = new URL(authorization_endpoint);
  address.search = new URLSearchParams({
    client_id,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope,
    state: begun.state,
    code_challenge: await calculatePKCECodeChallenge(begun.verifier),
    code_challenge_method: 'S256',
  }).toString();
  return leave(address);
}

export function leaveForSignOut(): Promise<never> {
  const { end_session_endpoint, client_id } = config();
  const address = new URL(end_session_endpoint);
  address.search = new URLSearchParams({
    client_id,
    logout_uri: `${location.origin}/signed-out`,
  }).toString();
  return leave(address);
}

function leave(address: URL): Promise<never> {
  location.assign(address);
  // The page goes on until the browser has left; nothing more is to happen in it.
  return new Promise(() => {});
}
