import { StartupError } from '../startup-error.ts';

/** Calls the HTTP API. @returns the JSON body @throws StartupError unless the answer is 2xx or `tolerated` */
export type CallApi = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options?: { readonly body?: unknown; readonly tolerated?: number },
) => Promise<unknown>;

export function apiClient(apiUrl: string, token: string, signal: AbortSignal): CallApi {
  return async (method, path, { body, tolerated } = {}) => {
    const response = await fetch(`${apiUrl}/api/v1${path}`, {
      method,
      signal,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.status === 204) return undefined;
    if (response.ok || response.status === tolerated) return response.json();
    throw new StartupError(
      `The demo cannot be set up: ${method} ${path} gave ${response.status} ${await response.text()}. ` +
        'Start with --no-demo to go without it.',
    );
  };
}
