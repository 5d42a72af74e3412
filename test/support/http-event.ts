import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithLambdaAuthorizer, Context } from 'aws-lambda';
import { readApiKey } from '../../shared/api-keys/api-key.ts';
import type { Authorization } from '../../shared/http/authorization-contract.ts';

export interface TestRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path of the route, with its `{parameters}`. */
  readonly route: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  /** The body is base64 of what is meant. */
  readonly encoded?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: no access token. */
  readonly subject?: string | null;
  readonly operator?: boolean;
  /** An API key, instead of a token. */
  readonly key?: string;
  readonly now?: string;
}

/** The HTTP API's event (payload format 2.0) of one request, as the authorizer passes it on. */
export function httpEvent(request: TestRequest): APIGatewayProxyEventV2 {
  const { method = 'GET', route, path = {}, query = {}, body, subject = 'alice' } = request;
  const rawPath = Object.entries(path).reduce((url, [name, value]) => url.replace(`{${name}}`, value), route);
  const requestContext: APIGatewayProxyEventV2['requestContext'] = {
    accountId: '123456789012',
    apiId: 'api',
    domainName: 'localhost',
    domainPrefix: 'api',
    http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
    requestId: 'test-request',
    routeKey: `${method} ${route}`,
    stage: '$default',
    time: '26/Jan/2026:10:00:00 +0000',
    timeEpoch: Date.parse(request.now ?? '2026-01-26T10:00:00Z'),
  };
  const event: APIGatewayProxyEventV2 = {
    version: '2.0',
    routeKey: requestContext.routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...request.headers },
    queryStringParameters: { ...query },
    pathParameters: { ...path },
    requestContext,
    isBase64Encoded: request.encoded ?? false,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
  const who = authorizationOf(request, subject);
  return who === undefined ? event : withAuthorization(event, who);
}

function authorizationOf(
  { key, operator = false }: TestRequest,
  subject: string | null,
): Authorization | undefined {
  if (key !== undefined) {
    const read = readApiKey(key);
    return read ? { kind: 'api_key', ...read } : { kind: 'refused', reason: 'This is no key.' };
  }
  if (subject === null) return undefined;
  return { kind: 'person', subject, operator: operator ? 'true' : 'false', expires: '4102444800' };
}

function withAuthorization(
  event: APIGatewayProxyEventV2,
  lambda: Authorization,
): APIGatewayProxyEventV2WithLambdaAuthorizer<Authorization> {
  return { ...event, requestContext: { ...event.requestContext, authorizer: { lambda } } };
}

const nothing = () => undefined;

export const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:test',
  memoryLimitInMB: '512',
  awsRequestId: 'test-invocation',
  logGroupName: 'test',
  logStreamName: 'test',
  getRemainingTimeInMillis: () => 10_000,
  done: nothing,
  fail: nothing,
  succeed: nothing,
};
