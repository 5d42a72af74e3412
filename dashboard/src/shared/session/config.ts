/** What the deployment tells the dashboard, /config.json. */
export interface Config {
  /** The OIDC issuer. */
  readonly authority: string;
  readonly client_id: string;
  /** What tokens are asked for. */
  readonly scope: string;
  /** Where routing services send executions. */
  readonly queue_url: string;
  /** `off` where the deployment has no live connections. */
  readonly live_updates: 'on' | 'off';
}

let loading: Promise<Config> | undefined;

/** @throws Error when the deployment has none */
export function config(): Promise<Config> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Config> {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error('config.json is missing: the dashboard was not deployed completely.');
  const settings: Config = await response.json();
  return settings;
}
