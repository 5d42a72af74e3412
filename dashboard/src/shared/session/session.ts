import { forgetTokens, readTokens } from './tokens.ts';

/** A token is not used in its last seconds: it has to arrive as well. */
const LEAST_VALIDITY_MS = 30_000;

let refreshing: Promise<string | undefined> | undefined;

/** @returns a token of the API; where there is none, the browser leaves for the sign-in page */
export async function accessToken(): Promise<string> {
  const tokens = readTokens();
  if (tokens && tokens.expiresAt > Date.now() + LEAST_VALIDITY_MS) return tokens.accessToken;
  return (await refreshed()) ?? (await signIn());
}

/** @returns a new token without asking anybody, or undefined where that is no longer possible */
export function refreshed(): Promise<string | undefined> {
  refreshing ??= refresh().finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function refresh(): Promise<string | undefined> {
  const refreshToken = readTokens()?.refreshToken;
  if (!refreshToken) return undefined;
  // Only a sign-in needs the library: it need not load before figures show.
  const { renew } = await import('./sign-in.ts');
  return await renew(refreshToken);
}

/** Leaves for the sign-in page, to come back to this address. Never returns: the page ends. */
export async function signIn(): Promise<never> {
  forgetTokens();
  const { leaveForSignIn } = await import('./leave.ts');
  return await leaveForSignIn();
}

/** Ends the session here and at the issuer. */
export async function signOut(): Promise<never> {
  forgetTokens();
  const { leaveForSignOut } = await import('./leave.ts');
  return await leaveForSignOut();
}

/** Whether the browser comes back from the sign-in page. */
export function isArriving(): boolean {
  const parameters = new URLSearchParams(location.search);
  return parameters.has('state') && (parameters.has('code') || parameters.has('error'));
}

/**
 * Finishes a sign-in when the browser comes back from one.
 * @throws Error when the issuer refused it, or it is not the one that was begun here
 */
export async function finishSignIn(): Promise<void> {
  if (!isArriving()) return;
  const { arrive } = await import('./sign-in.ts');
  await arrive();
}
