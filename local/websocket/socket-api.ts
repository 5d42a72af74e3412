import { randomBytes } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import * as z from 'zod';
import type { Lambda } from '../lambda/lambda.ts';
import { settleWithin } from '../settle-within.ts';
import {
  createConnection,
  GATEWAY_LIMITS,
  LARGEST_MESSAGE_BYTES,
  type Connection,
  type ConnectionLimits,
} from './connection.ts';
import { handshakeParts, socketEvent, type ConnectionIdentity } from './socket-event.ts';
import type { SocketRoute, SocketRoutes } from './socket-routing-table.ts';

export interface SocketApiOptions {
  readonly limits?: ConnectionLimits;
  readonly now?: () => Date;
}

export interface SocketApi {
  /** The open connection of that id. */
  readonly connection: (id: string) => Connection | undefined;
  /** Ends every connection and lets their `$disconnect` run for `graceSeconds`. */
  stop(graceSeconds: number): Promise<void>;
}

/** The connection ended without saying so. */
const ABNORMAL = 1006;
const resultSchema = z.object({ statusCode: z.number(), body: z.string().optional() });
type Result = z.infer<typeof resultSchema>;
/** What API Gateway makes of an integration that fails. */
const BROKEN: Result = { statusCode: 502, body: JSON.stringify({ message: 'Internal server error' }) };

/** Answers the WebSocket handshakes of a server as API Gateway does with the given routes. */
export function startSocketApi(
  server: Server,
  routes: SocketRoutes,
  lambda: Lambda,
  { limits = GATEWAY_LIMITS, now = () => new Date() }: SocketApiOptions = {},
): SocketApi {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE_BYTES });
  const open = new Map<string, Connection>();
  const running = new Set<Promise<unknown>>();

  const integrate = async (route: SocketRoute, event: object): Promise<Result> => {
    const { promise: late, resolve } = Promise.withResolvers<Result>();
    const timer = setTimeout(() => resolve(BROKEN), route.timeoutMs);
    const call = lambda.invoke(route.functionArn, event).then(
      (result) => resultSchema.catch(BROKEN).parse(result),
      () => BROKEN,
    );
    const settled = call.finally(() => running.delete(settled));
    running.add(settled);
    const result = await Promise.race([call, late]);
    clearTimeout(timer);
    return result;
  };

  const disconnect = async (identity: ConnectionIdentity, code: number, reason: string) => {
    open.delete(identity.connectionId);
    if (!routes.disconnect) return;
    const event = socketEvent(identity, '$disconnect', now());
    const requestContext = {
      ...event.requestContext,
      disconnectStatusCode: code,
      disconnectReason: reason,
    };
    await integrate(routes.disconnect, { ...event, requestContext });
  };

  const receive = async (connection: Connection, body: string) => {
    connection.touch();
    const route = routes.message;
    const event = socketEvent(connection.identity, '$default', now());
    if (!route) return connection.send(refusal('Forbidden', event));
    const { statusCode, body: answer } = await integrate(route, { ...event, body });
    if (statusCode === BROKEN.statusCode) return connection.send(refusal('Internal server error', event));
    if (route.responds && answer !== undefined) connection.send(answer);
  };

  const accept = (socket: WebSocket, identity: ConnectionIdentity) => {
    const connection = createConnection(socket, identity, limits, now);
    open.set(identity.connectionId, connection);
    socket.on('message', (data) => void receive(connection, textOf(data)));
    // A message that is too large, or not of the protocol: `ws` closes the socket, which is all there is to do.
    socket.on('error', () => undefined);
    socket.once('close', (code, reason) => void disconnect(identity, code, String(reason)));
  };

  const upgrade = async (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'http://local');
    if (url.pathname !== routes.path) return refuse(duplex, { statusCode: 403 });
    const connectedAt = now();
    const identity = {
      connectionId: `${randomBytes(11).toString('base64url')}=`,
      connectedAt,
      path: routes.path,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      host: request.headers.host ?? 'localhost',
    };
    if (routes.connect) {
      const event = { ...socketEvent(identity, '$connect', connectedAt), ...handshakeParts(request, url) };
      const result = await integrate(routes.connect, event);
      if (result.statusCode < 200 || result.statusCode > 299) return refuse(duplex, result);
    }
    // It calls back at once or never.
    sockets.handleUpgrade(request, duplex, head, (socket) => accept(socket, identity));
    // Gone while the function thought about it, or not a handshake after all.
    if (!open.has(identity.connectionId)) await disconnect(identity, ABNORMAL, '');
  };

  server.on('upgrade', (request, duplex, head) => {
    duplex.on('error', () => undefined);
    upgrade(request, duplex, head).catch((error: unknown) => {
      console.error(`Connecting ${request.url?.split('?')[0]} failed: ${String(error)}`);
      duplex.destroy();
    });
  });

  return {
    connection: (id) => open.get(id),
    async stop(graceSeconds) {
      for (const connection of open.values()) connection.close();
      await settleWithin(graceSeconds, [allClosed(sockets)]);
      for (const socket of sockets.clients) socket.terminate();
      await settleWithin(graceSeconds, running);
    },
  };
}

function refusal(message: string, { requestContext }: ReturnType<typeof socketEvent>): string {
  const { connectionId, requestId } = requestContext;
  return JSON.stringify({ message, connectionId, requestId });
}

function refuse(duplex: Duplex, { statusCode, body = '' }: Result): void {
  duplex.end(
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}\r\ncontent-type: text/plain\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

/** `ws` gives one buffer unless told otherwise. */
const textOf = (data: RawData) => (Buffer.isBuffer(data) ? data.toString('utf8') : '');

async function allClosed(sockets: WebSocketServer): Promise<void> {
  await Promise.all(
    [...sockets.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
  );
}
