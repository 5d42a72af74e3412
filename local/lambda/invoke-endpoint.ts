import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http-server.ts';
import { FunctionError, ThrottledError } from './function-error.ts';
import type { Lambda } from './lambda.ts';

const MOST_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** Lambda's `Invoke`: functions call each other by it. @returns false for another address */
export function invokeEndpoint(
  lambda: Lambda,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://local');
    const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname) ?? [];
    if (name === undefined || request.method !== 'POST') return false;
    const refuse = (status: number, type: string) => {
      response.setHeader('x-amzn-errortype', type);
      sendJson(response, status, { message: type });
    };
    const body = await readBody(request, MOST_PAYLOAD_BYTES);
    if (body === undefined) {
      refuse(413, 'RequestTooLargeException');
      return true;
    }
    const result = lambda.invoke(
      decodeURIComponent(name),
      body.length === 0 ? {} : JSON.parse(body.toString('utf8')),
    );
    if (request.headers['x-amz-invocation-type'] === 'Event') {
      // Its failure has been reported as the function's.
      result.catch(() => undefined);
      response.writeHead(202).end();
      return true;
    }
    try {
      sendJson(response, 200, await result);
    } catch (error) {
      if (error instanceof FunctionError) {
        response.setHeader('x-amz-function-error', 'Unhandled');
        sendJson(response, 200, { errorType: error.type, errorMessage: error.message });
      } else if (error instanceof ThrottledError) refuse(429, 'TooManyRequestsException');
      else refuse(404, 'ResourceNotFoundException');
    }
    return true;
  };
}
