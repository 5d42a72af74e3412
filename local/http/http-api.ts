import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Site } from '../cloudfront/site.ts';
import { ThrottledError } from '../lambda/function-error.ts';
import { decodePath, toHttpEvent, withAuthorizer } from './http-event.ts';
import { sendMessage, sendResult } from './http-response.ts';
import { createRouter } from './http-routes.ts';
import type { HttpRoute } from './http-routing-table.ts';
import { listen, readBody } from '../http-server.ts';
import type { Lambda } from '../lambda/lambda.ts';

/** API Gateway's limit. */
const MOST_BODY_BYTES = 10 * 1024 * 1024;
const OF_CONTENT = /^(?:content-(?!security-policy)|etag$|vary$|cache-control$)/;
/**
 * How long a connection stays open without a request. AWS publishes no number for API Gateway;
 * with the 5 s of Node, clients that ask every 30 seconds find theirs just being closed, as they would not there.
 */
const KEEP_ALIVE_MS = 65_000;
const GATEWAY_TIMEOUT = Symbol('the integration took too long');

export interface HttpApiOptions {
  readonly port: number;
  /** What stands in front of the API and answers everything that is not its. */
  readonly site?: Site;
  readonly now?: () => Date;
}

/** Answers HTTP as API Gateway's HTTP API does with the given routes. @throws StartupError when the port is taken */
export async function startHttpApi(
  routes: readonly HttpRoute[],
  lambda: Lambda,
  options: HttpApiOptions,
): Promise<Server> {
  const match = createRouter(routes);
  const now = options.now ?? (() => new Date());

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url: target = '/', headers } = request;
    if (!URL.canParse(`http://local${target}`)) return sendMessage(response, 400, 'Bad Request');
    const path = decodePath(new URL(`http://local${target}`).pathname);
    if (options.site?.(request, response, path)) return;
    const body = await readBody(request, MOST_BODY_BYTES);
    if (body === undefined) return sendMessage(response, 413, 'Request Entity Too Large');
    const matched = match(method, path);
    if (matched === undefined) return sendMessage(response, 404, 'Not Found');
    const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
    const time = now();
    const asked = toHttpEvent(
      { method, target, headers, body, sourceIp, time },
      matched.route.routeKey,
      matched.pathParameters,
    );
    response.setHeader('apigw-requestid', asked.requestContext.requestId);
    const decision = await matched.route.authorize?.(asked, time);
    if (decision !== undefined && 'status' in decision) {
      if (decision.status === 401) response.setHeader('www-authenticate', 'Bearer');
      return sendMessage(response, decision.status, decision.message);
    }
    const event = withAuthorizer(asked, decision?.context);
    return integrate(matched.route, event, response);
  };

  const integrate = async (route: HttpRoute, event: object, response: ServerResponse) => {
    try {
      const over = new AbortController();
      // Whom nobody listens to any more need not be answered: what has begun goes on, as on AWS, what waits does not begin.
      response.once('close', () => over.abort());
      const result = await within(route.timeoutMs, lambda.invoke(route.functionArn, event, over.signal));
      over.abort();
      if (result === GATEWAY_TIMEOUT) return sendMessage(response, 503, 'Service Unavailable');
      return sendResult(response, result);
    } catch (error) {
      if (error instanceof ThrottledError) return sendMessage(response, 503, 'Service Unavailable');
      return sendMessage(response, 500, 'Internal Server Error');
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(`${request.method} ${request.url} failed: ${String(error)}`);
      if (response.headersSent) {
        response.destroy();
        return;
      }
      // They were those of what was to be sent, such as that it is compressed; those for its safety stay.
      for (const name of response.getHeaderNames()) if (OF_CONTENT.test(name)) response.removeHeader(name);
      sendMessage(response, 500, 'Internal Server Error');
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, options.port);
  return server;
}

/** The invocation itself goes on, as it does on AWS. */
async function within(milliseconds: number, result: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(() => resolve(GATEWAY_TIMEOUT), milliseconds);
  });
  try {
    return await Promise.race([result, timeout]);
  } finally {
    clearTimeout(timer);
    // A failure after the timeout has nobody left to tell.
    result.catch(() => {});
  }
}
