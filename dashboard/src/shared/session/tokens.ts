/** What a sign-in gave. Kept for this tab only: it survives a reload and ends with the tab. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Not that of tokens from before the API had a scope: they would be refused, and renewed ones as well. */
const KEY = 'payback.api-tokens';

export function readTokens(): Tokens | undefined {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return undefined;
  const tokens: Tokens = JSON.parse(text);
  return tokens;
}

export const writeTokens = (tokens: Tokens): void => sessionStorage.setItem(KEY, JSON.stringify(tokens));

/** Ends the session in this tab: whatever else is kept of it goes too. */
export const forgetTokens = (): void => sessionStorage.clear();
