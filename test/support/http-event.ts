import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';

export interface TestRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path of the route, with its `{parameters}`. */
  readonly route: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null: no access token. */
  readonly subject?: string | null;
  readonly operator?: boolean;
  readonly now?: string;
}

/** The HTTP API's event (payload format 2.0) of one request, as its JWT authorizer passes it on. */
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
    isBase64Encoded: false,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
  return subject === null ? event : withToken(event, subject, request.operator ?? false);
}

function withToken(
  event: APIGatewayProxyEventV2,
  subject: string,
  operator: boolean,
): APIGatewayProxyEventV2WithJWTAuthorizer {
  const claims = { sub: subject, ...(operator ? { 'cognito:groups': '[people operators]' } : {}) };
  const authorizer = { principalId: '', integrationLatency: 0, jwt: { claims, scopes: [] } };
  return { ...event, requestContext: { ...event.requestContext, authorizer } };
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
