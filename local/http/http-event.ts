import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ACCOUNT_ID } from '../cloudformation/aws-names.ts';

export interface HttpRequest {
  readonly method: string;
  /** As sent: percent-encoded path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly time: Date;
}

/** The event of payload format 2.0 for a request that matched `routeKey`. */
export function toHttpEvent(
  request: HttpRequest,
  routeKey: string,
  pathParameters: Readonly<Record<string, string>>,
) {
  const url = new URL(`http://local${request.target}`);
  const query = joined([...url.searchParams]);
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(
    Object.entries(others).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const isBase64Encoded = request.body.length > 0 && !isText(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey,
    rawPath: decodePath(url.pathname),
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers,
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    ...(request.body.length === 0
      ? {}
      : { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId: 'local',
      domainName: headers['host'] ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: decodePath(url.pathname),
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: commonLogTime(request.time),
      timeEpoch: request.time.getTime(),
    },
  };
}

export type HttpEvent = ReturnType<typeof toHttpEvent>;

/** The event as the function gets it. @param context what the authorizer said, if the route has one */
export function withAuthorizer(event: HttpEvent, context: Readonly<Record<string, unknown>> | undefined) {
  if (context === undefined) return event;
  return { ...event, requestContext: { ...event.requestContext, authorizer: { lambda: context } } };
}

/** @returns the path as routes see it; as sent when its percent-encoding is wrong */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Values of a repeated parameter become one, separated by commas. */
function joined(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of pairs) values[name] = name in values ? `${values[name]},${value}` : value;
  return values;
}

/** Everything else reaches a function as base64, web forms too. */
const isText = (contentType: string) =>
  /^(text\/|application\/([\w.-]+\+)?(json|xml|javascript))/i.test(contentType);

/** `22/Nov/2026:09:03:55 +0000` */
function commonLogTime(time: Date): string {
  const [, day, month, year, clock] = /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(time.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
}
