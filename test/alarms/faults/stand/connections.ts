import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../../../../local/http-server.ts';

/** The connections of browsers, to none of which API Gateway lets a function send anything. */
export function refusingConnections() {
  let refused = 0;
  let wanted: { readonly count: number; readonly resolve: () => void } | undefined;
  return {
    endpoint: (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
      const { pathname } = new URL(request.url ?? '/', 'http://local');
      if (!/\/(?:@|%40)connections\/[^/]+$/.test(pathname)) return Promise.resolve(false);
      request.resume();
      response.setHeader('x-amzn-errortype', 'ForbiddenException');
      sendJson(response, 403, { message: 'ForbiddenException' });
      refused += 1;
      if (wanted && refused >= wanted.count) wanted.resolve();
      return Promise.resolve(true);
    },
    /** Resolves when so many more were refused. */
    refused: (count: number): Promise<void> =>
      new Promise((resolve) => {
        wanted = { count: refused + count, resolve };
      }),
  };
}
