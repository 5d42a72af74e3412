import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { WebSocket } from 'ws';
import * as z from 'zod';
import { startAwsServer } from '../../../local/aws-server.ts';
import { close, listen } from '../../../local/http-server.ts';
import { FunctionError } from '../../../local/lambda/function-error.ts';
import { freePort } from '../../../local/ports.ts';
import { connectionsEndpoint } from '../../../local/websocket/connections-endpoint.ts';
import { startSocketApi, type SocketApi } from '../../../local/websocket/socket-api.ts';
import { readSocketRoutes } from '../../../local/websocket/socket-routing-table.ts';
import { eventually } from '../../support/eventually.ts';
import { limit } from '../../support/limits.ts';
import { smallDeployment } from '../../support/small-deployment.ts';

const ofApi = { ApiId: { Ref: 'Api' } };
const route = (RouteKey: string, properties: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ...ofApi,
    RouteKey,
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Call' }]] },
    ...properties,
  },
});
const deployment = smallDeployment({
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'WEBSOCKET' } },
  Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ...ofApi, StageName: 'live' } },
  Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'socket' } },
  Call: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ...ofApi,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Function', 'Arn'] },
      TimeoutInMillis: 500,
    },
  },
  Connect: route('$connect'),
  Disconnect: route('$disconnect'),
  Default: route('$default', { RouteResponseSelectionExpression: '$default' }),
});

const eventSchema = z.looseObject({
  requestContext: z.looseObject({ routeKey: z.string(), connectionId: z.string() }),
  body: z.string().optional(),
});
type Event = z.infer<typeof eventSchema>;

const limits = { idleMs: 600_000, lifetimeMs: 7_200_000 };
let server: Server;
let awsServer: Server;
let api: SocketApi;
let client: ApiGatewayManagementApiClient;
let events: Event[];
/** What the function does. */
let respond: (event: Event) => unknown;
let url: string;

async function start(changed: Partial<typeof limits> = {}) {
  events = [];
  respond = () => ({ statusCode: 200 });
  server = createServer();
  const port = await freePort();
  await listen(server, port);
  const routes = readSocketRoutes(deployment);
  if (!routes) throw new Error('the template has a WebSocket API');
  const invoke = async (_name: string, value: unknown) => {
    const event = eventSchema.parse(value);
    events.push(event);
    return respond(event);
  };
  api = startSocketApi(server, routes, { invoke, stop }, { limits: { ...limits, ...changed } });
  const awsPort = await freePort();
  awsServer = await startAwsServer(awsPort, [connectionsEndpoint(api.connection)]);
  url = `ws://127.0.0.1:${port}/live`;
  client = new ApiGatewayManagementApiClient({
    endpoint: `http://127.0.0.1:${awsPort}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}
const stop = () => Promise.resolve();
beforeEach(() => start());
afterEach(shutDown);

async function shutDown() {
  await api.stop(1);
  client.destroy();
  await close(server, 0);
  await close(awsServer, 0);
}

async function connected(address = `${url}?ticket=t`) {
  const socket = new WebSocket(address);
  const messages: string[] = [];
  socket.on('message', (data) => messages.push(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
  await once(socket, 'open');
  const id = events.at(-1)?.requestContext.connectionId ?? '';
  const next = () => eventually(() => messages.shift());
  const closed = once(socket, 'close').then(([code]) => Number(code));
  return { socket, id, next, closed };
}
/** The status that a refused handshake is answered by. */
async function refusedWith(address: string): Promise<string> {
  const socket = new WebSocket(address);
  const [error] = await once(socket, 'error');
  return error instanceof Error ? error.message : '';
}
const last = (routeKey: string) =>
  eventually(() => events.findLast(({ requestContext }) => requestContext.routeKey === routeKey));

describe('a handshake', () => {
  test('waits for $connect, which sees the query', async () => {
    let answered = false;
    respond = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      answered = true;
      return { statusCode: 200 };
    };
    await connected(`${url}?ticket=a&ticket=b`);
    expect(answered).toBe(true);
    expect(events).toMatchObject([
      {
        requestContext: { routeKey: '$connect', eventType: 'CONNECT', stage: 'live' },
        queryStringParameters: { ticket: 'b' },
        multiValueQueryStringParameters: { ticket: ['a', 'b'] },
      },
    ]);
  });

  test.each([401, 403, 429])('that $connect refuses by %i tells that', async (statusCode) => {
    respond = () => ({ statusCode, body: 'no' });
    expect(await refusedWith(url)).toBe(`Unexpected server response: ${statusCode}`);
    expect(events).toHaveLength(1);
  });

  const broken: [string, () => unknown][] = [
    ['throws', () => Promise.reject(new FunctionError('Error', 'broken'))],
    ['returns nonsense', () => 'yes'],
    ['takes too long', () => new Promise((resolve) => setTimeout(resolve, 700, { statusCode: 200 }))],
  ];
  test.each(broken)('of which the function %s is refused by 502', async (_name, broke) => {
    respond = broke;
    expect(await refusedWith(url)).toBe('Unexpected server response: 502');
  });

  test('at another address is refused without asking', async () => {
    expect(await refusedWith(url.replace('/live', '/other'))).toBe('Unexpected server response: 403');
    expect(events).toEqual([]);
  });

  test('whose client goes away meanwhile is followed by $disconnect', async () => {
    const { promise: deciding, resolve: decide } = Promise.withResolvers<unknown>();
    respond = ({ requestContext }) =>
      requestContext.routeKey === '$connect' ? deciding : { statusCode: 200 };
    const socket = new WebSocket(url);
    socket.on('error', () => undefined);
    await last('$connect');
    socket.terminate();
    await new Promise((resolve) => setTimeout(resolve, 50));
    decide({ statusCode: 200 });
    const [connect, disconnect] = [await last('$connect'), await last('$disconnect')];
    expect(disconnect.requestContext.connectionId).toBe(connect.requestContext.connectionId);
  });
});

describe('a message', () => {
  test('is answered by what the function returns', async () => {
    const { socket, id, next } = await connected();
    respond = ({ body }) => ({ statusCode: 200, body: `got ${body}` });
    socket.send('hello');
    expect(await next()).toBe('got hello');
    expect(events.at(-1)?.requestContext).toMatchObject({
      routeKey: '$default',
      eventType: 'MESSAGE',
      connectionId: id,
    });
  });

  test('of which the function fails is answered by an error, and the socket stays open', async () => {
    const { socket, id, next } = await connected();
    respond = () => Promise.reject(new FunctionError('Error', 'broken'));
    socket.send('hello');
    expect(JSON.parse(await next())).toMatchObject({ message: 'Internal server error', connectionId: id });
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  test('may have 128 KB', async () => {
    const { socket, next } = await connected();
    respond = ({ body = '' }) => ({ statusCode: 200, body: String(body.length) });
    socket.send('x'.repeat(128 * 1024));
    expect(await next()).toBe('131072');
  });

  test('of a byte more ends the connection', async () => {
    const { socket, closed } = await connected();
    socket.send('x'.repeat(128 * 1024 + 1));
    expect(await closed).toBe(1009);
    expect(events.map(({ requestContext }) => requestContext.routeKey)).not.toContain('$default');
  });
});

describe('connections', () => {
  test('are sent to, told about and closed through their API', async () => {
    const { id, next, closed } = await connected();
    await client.send(new PostToConnectionCommand({ ConnectionId: id, Data: '{"type":"changed"}' }));
    expect(await next()).toBe('{"type":"changed"}');
    const told = await client.send(new GetConnectionCommand({ ConnectionId: id }));
    expect(told).toMatchObject({ ConnectedAt: expect.any(Date), LastActiveAt: expect.any(Date) });
    await client.send(new DeleteConnectionCommand({ ConnectionId: id }));
    expect(await closed).toBe(1001);
    expect((await last('$disconnect')).requestContext).toMatchObject({
      connectionId: id,
      disconnectStatusCode: 1001,
    });
  });

  test('that ended are gone', async () => {
    const { id, socket, closed } = await connected();
    socket.close(1000, 'done');
    await closed;
    expect((await last('$disconnect')).requestContext).toMatchObject({
      disconnectStatusCode: 1000,
      disconnectReason: 'done',
    });
    for (const gone of [id, 'never-was=']) {
      const post = client.send(new PostToConnectionCommand({ ConnectionId: gone, Data: 'x' }));
      await expect(post).rejects.toBeInstanceOf(GoneException);
    }
  });

  test('are closed when nothing comes or goes for too long', async () => {
    await shutDown();
    const idleMs = limit(0.4);
    await start({ idleMs });
    respond = () => ({ statusCode: 200, body: '' });
    const idle = await connected();
    const busy = await connected();
    const talking = setInterval(() => busy.socket.send('still here'), 50);
    expect(await idle.closed).toBe(1001);
    await new Promise((resolve) => setTimeout(resolve, idleMs / 2));
    expect(busy.socket.readyState).toBe(WebSocket.OPEN);
    clearInterval(talking);
    expect(await busy.closed).toBe(1001);
  });

  test('are closed when they are too old, however busy', async () => {
    await shutDown();
    await start({ lifetimeMs: limit(0.3) });
    const { socket, closed } = await connected();
    const talking = setInterval(() => socket.send('still here'), 50);
    expect(await closed).toBe(1001);
    clearInterval(talking);
  });

  test('all end with the server, which waits for their $disconnect', async () => {
    const both = [await connected(), await connected()];
    await api.stop(1);
    expect(await Promise.all(both.map(({ closed }) => closed))).toEqual([1001, 1001]);
    const ended = events.filter(({ requestContext }) => requestContext.routeKey === '$disconnect');
    expect(ended).toHaveLength(2);
  });
});

test('what is not known here is an error at the start, never a guess', () => {
  const withRoute = (properties: object) =>
    smallDeployment({
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'WEBSOCKET' } },
      Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ...ofApi, StageName: 'live' } },
      Call: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { IntegrationType: 'AWS_PROXY', IntegrationUri: 'x' },
      },
      Route: route('$connect', properties),
    });
  expect(() => readSocketRoutes(withRoute({ RouteKey: 'ping' }))).toThrow('Routes by content');
  expect(() => readSocketRoutes(withRoute({ AuthorizationType: 'CUSTOM' }))).toThrow('cannot run here');
  expect(() => readSocketRoutes(withRoute({ Target: 'integrations/other' }))).toThrow('has no integration');
  expect(readSocketRoutes(smallDeployment({}))).toBeUndefined();
});
