import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import { FunctionError, ThrottledError } from '../../../local/lambda/function-error.ts';
import { startHttpApi } from '../../../local/http/http-api.ts';
import { readRoutes } from '../../../local/http/http-routing-table.ts';
import { close } from '../../../local/http-server.ts';
import { freePort } from '../../../local/ports.ts';
import * as z from 'zod';
import { smallDeployment } from '../../support/small-deployment.ts';

const route = (RouteKey: string, properties: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    RouteKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    ...properties,
  },
});
const secured = { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } };
const resources = {
  Authorizer: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.Authorization'],
      AuthorizerUri: { 'Fn::GetAtt': ['Asked', 'Arn'] },
      AuthorizerResultTtlInSeconds: 60,
    },
  },
  Asked: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'authorizer' } },
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
  Other: route('GET /other', secured),
};

let server: Server;
let url: string;
let time = new Date('2026-01-05T10:00:00Z');
let answer: () => unknown;
let events: unknown[] = [];
/** What the authorizer says of a header, and what it was asked. */
let authorizes: (header: string) => unknown;
let asked: unknown[] = [];

beforeAll(async () => {
  const port = await freePort();
  const askedSchema = z.object({ headers: z.object({ authorization: z.string() }) });
  const lambda = {
    invoke: async (functionArn: string, event: unknown) => {
      if (!functionArn.endsWith(':authorizer')) {
        events.push(event);
        return answer();
      }
      asked.push(event);
      return authorizes(askedSchema.parse(event).headers.authorization);
    },
    stop: () => Promise.resolve(),
  };
  const routes = readRoutes(smallDeployment(resources), lambda);
  server = await startHttpApi(routes, lambda, { port, now: () => time });
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => close(server, 0));
beforeEach(() => {
  events = [];
  asked = [];
  // What was kept of the test before has ended.
  time = new Date(time.getTime() + 3_600_000);
  answer = () => ({ statusCode: 200 });
  authorizes = (header) => ({ isAuthorized: true, context: { header } });
});

async function ask(target: string, init: RequestInit = {}) {
  const response = await fetch(`${url}${target}`, init);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

test('a connection stays open for longer than clients wait that ask every minute', async () => {
  expect((await ask('/api/v1/health')).headers.get('keep-alive')).toBe('timeout=65');
});

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
    const post = (bytes: number) => ({
      method: 'POST',
      headers: { authorization: 'anybody' },
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

  test('asks nobody about a request without the header', async () => {
    const response = await ask('/private', { method: 'POST' });
    expect(response).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect([...asked, ...events]).toEqual([]);
  });

  test('asks the authorizer in its format, and hands on what it says', async () => {
    const init = { method: 'POST', headers: { authorization: 'Bearer a' }, body: 'secret' };
    expect(await ask('/private?x=1', init)).toMatchObject({ status: 200 });
    expect(asked).toMatchObject([
      {
        version: '2.0',
        type: 'REQUEST',
        identitySource: ['Bearer a'],
        routeKey: 'POST /private',
        routeArn: expect.stringMatching(/^arn:aws:execute-api:.+\/POST\/private$/),
        queryStringParameters: { x: '1' },
      },
    ]);
    expect(asked).not.toMatchObject([{ body: expect.anything() }]);
    expect(events).toMatchObject([
      { body: 'secret', requestContext: { authorizer: { lambda: { header: 'Bearer a' } } } },
    ]);
  });

  test('keeps an answer by its header for as long as the template says, for all routes', async () => {
    const get = (authorization: string) => ask('/other', { headers: { authorization } });
    await ask('/private', { method: 'POST', headers: { authorization: 'Bearer a' } });
    await get('Bearer a');
    await get('Bearer b');
    expect(asked).toHaveLength(2);
    time = new Date(time.getTime() + 59_999);
    await get('Bearer a');
    expect(asked).toHaveLength(2);
    time = new Date(time.getTime() + 1);
    await get('Bearer a');
    expect(asked).toHaveLength(3);
    expect(events.at(-1)).toMatchObject({
      requestContext: { authorizer: { lambda: { header: 'Bearer a' } } },
    });
  });

  const refusals: [string, () => unknown, number][] = [
    ['a refusal', () => ({ isAuthorized: false, context: {} }), 403],
    ['an answer that is none', () => ({ principalId: 'x' }), 500],
    ['nothing', () => null, 500],
    [
      'a failure',
      () => {
        throw new FunctionError('Error', 'no keys');
      },
      500,
    ],
  ];
  test.each(refusals)('ends with %s of the authorizer', async (_name, says, status) => {
    authorizes = says;
    const response = await ask('/other', { headers: { authorization: 'Bearer a' } });
    expect(response.status).toBe(status);
    expect(response.body).not.toContain('keys');
    expect(events).toEqual([]);
  });
});
