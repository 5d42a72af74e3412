/** What the deployment tells the dashboard; it comes with the page. */
export interface Config {
  /** The OIDC issuer, as its tokens name it. */
  readonly issuer: string;
  /** Where people sign in, and where codes and refresh tokens become tokens. */
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly end_session_endpoint: string;
  readonly client_id: string;
  /** What tokens are asked for. */
  readonly scope: string;
  /** Where routing services send executions. */
  readonly queue_url: string;
  /** `off` where the deployment has no live connections. */
  readonly live_updates: 'on' | 'off';
}

/** @throws Error when the page has none */
export function config(): Config {
  const text = document.querySelector('#config')?.textContent;
  if (!text) throw new Error('The page has no settings: the dashboard was not deployed completely.');
  const settings: Config = JSON.parse(text);
  return settings;
}
