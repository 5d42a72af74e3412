import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import path from 'node:path';
import { FunctionError, ThrottledError } from '../../../local/lambda/function-error.ts';
import { startHttpApi } from '../../../local/http/http-api.ts';
import { readRoutes } from '../../../local/http/http-routing-table.ts';
import { close } from '../../../local/http-server.ts';
import { startIssuer, type Issuer } from '../../../local/identity/issuer.ts';
import { freePort } from '../../../local/ports.ts';
import { requestToken } from '../../../local/identity/token.ts';
import { smallDeployment } from '../small-deployment.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const route = (RouteKey: string, properties: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    RouteKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    ...properties,
  },
});
const secured = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Authorizer' } };
const resources = {
  Pool: { Type: 'AWS::Cognito::UserPool' },
  Client: { Type: 'AWS::Cognito::UserPoolClient' },
  Authorizer: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Issuer: {
          'Fn::Join': [
            '',
            ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/', { Ref: 'Pool' }],
          ],
        },
        Audience: [{ Ref: 'Client' }],
      },
    },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: 200,
    },
  },
  Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'api' } },
  Public: route('GET /public/{id}'),
  Private: route('POST /private', secured),
  Scoped: route('GET /scoped', { ...secured, AuthorizationScopes: ['payback/api'] }),
};

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let issuer: Issuer;
let server: Server;
let url: string;
let answer: () => unknown;
let events: unknown[] = [];

beforeAll(async () => {
  directory = await temporaryDirectory();
  const [port, issuerPort] = [await freePort(), await freePort()];
  const client = { id: 'Client', callbackUrls: [], logoutUrls: [] };
  const keyFile = path.join(directory.path, 'key.json');
  issuer = await startIssuer({ port: issuerPort, keyFile, clients: [client] });
  const lambda = {
    invoke: async (_arn: string, event: unknown) => {
      events.push(event);
      return answer();
    },
    stop: () => Promise.resolve(),
  };
  const routes = readRoutes(smallDeployment(resources), issuer.url);
  server = await startHttpApi(routes, lambda, { port });
  url = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await close(server, 0);
  await issuer.stop();
  await directory.remove();
});
afterEach(() => {
  events = [];
});

async function ask(target: string, init: RequestInit = {}) {
  const response = await fetch(`${url}${target}`, init);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe('answers of the HTTP API', () => {
  const cases: [string, () => unknown, number, string][] = [
    ['a response', () => ({ statusCode: 201, body: 'made' }), 201, 'made'],
    ['a base64 response', () => ({ statusCode: 200, body: 'aGk=', isBase64Encoded: true }), 200, 'hi'],
    ['a value without a status', () => ({ a: 1 }), 200, '{"a":1}'],
    ['a status that is none', () => ({ statusCode: 'fine' }), 500, '{"message":"Internal Server Error"}'],
    [
      'a failure',
      () => {
        throw new FunctionError('Error', 'secret detail');
      },
      500,
      '{"message":"Internal Server Error"}',
    ],
    [
      'no capacity',
      () => {
        throw new ThrottledError('Rate exceeded');
      },
      503,
      '{"message":"Service Unavailable"}',
    ],
    ['an answer past the limit', () => new Promise(() => {}), 503, '{"message":"Service Unavailable"}'],
  ];
  test.each(cases)('for %s', async (_name, result, status, body) => {
    answer = result;
    expect(await ask('/public/1')).toMatchObject({ status, body });
  });

  test('carry the headers and cookies of the function', async () => {
    answer = () => ({
      statusCode: 200,
      headers: { ETag: '"1"', 'X-Count': 3 },
      cookies: ['a=1', 'b=2'],
      body: '{}',
    });
    const { headers } = await ask('/public/1');
    expect(headers.get('etag')).toBe('"1"');
    expect(headers.get('x-count')).toBe('3');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test('without a route are 404', async () => {
    for (const target of ['/', '/public', '/public/1/2']) {
      expect(await ask(target, { method: 'POST' })).toMatchObject({
        status: 404,
        body: '{"message":"Not Found"}',
      });
    }
    expect(events).toEqual([]);
  });

  test('refuse what is larger than 10 MB', async () => {
    const token = await requestToken(issuer.url, 'alice', []);
    const post = (bytes: number) => ({
      method: 'POST',
      headers: { authorization: token },
      body: 'x'.repeat(bytes),
    });
    answer = () => ({ statusCode: 204 });
    expect(await ask('/private', post(10 * 1024 * 1024))).toMatchObject({ status: 204, body: '' });
    expect(await ask('/private', post(10 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
    expect(events).toHaveLength(1);
  });
});

describe('access to the HTTP API', () => {
  test('needs no token where the route has no authorizer', async () => {
    answer = () => ({ statusCode: 200 });
    await ask('/public/7?x=1');
    expect(events).toMatchObject([
      { routeKey: 'GET /public/{id}', pathParameters: { id: '7' }, rawQueryString: 'x=1' },
    ]);
    expect(events).not.toMatchObject([{ requestContext: { authorizer: expect.anything() } }]);
  });

  test('needs a valid one where it has, whose claims the function gets', async () => {
    answer = () => ({ statusCode: 200 });
    const unauthorized = { status: 401, body: '{"message":"Unauthorized"}' };
    expect(await ask('/private', { method: 'POST' })).toMatchObject(unauthorized);
    const headers = (token: string) => ({ method: 'POST', headers: { authorization: `Bearer ${token}` } });
    expect(await ask('/private', headers('nonsense'))).toMatchObject(unauthorized);
    expect(events).toEqual([]);
    const token = await requestToken(issuer.url, 'alice', ['operators']);
    expect(await ask('/private', headers(token))).toMatchObject({ status: 200 });
    expect(events).toMatchObject([
      {
        requestContext: {
          authorizer: { jwt: { claims: { sub: 'alice', 'cognito:groups': '[operators]' } } },
        },
      },
    ]);
  });

  test('needs one of the scopes of the route', async () => {
    const authorization = await requestToken(issuer.url, 'alice', []);
    expect(await ask('/scoped', { headers: { authorization } })).toMatchObject({ status: 403 });
    expect(events).toEqual([]);
  });
});
