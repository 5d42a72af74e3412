import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface ConnectionIdentity {
  readonly connectionId: string;
  readonly connectedAt: Date;
  /** /<stage> */
  readonly path: string;
  readonly sourceIp: string;
  readonly host: string;
}

const EVENT_TYPES = { $connect: 'CONNECT', $disconnect: 'DISCONNECT', $default: 'MESSAGE' } as const;
export type RouteKey = keyof typeof EVENT_TYPES;

/** The event of a WebSocket API's proxy integration, without what only one kind of route adds. */
export function socketEvent(connection: ConnectionIdentity, routeKey: RouteKey, now: Date) {
  const requestId = randomUUID();
  return {
    requestContext: {
      routeKey,
      eventType: EVENT_TYPES[routeKey],
      messageDirection: 'IN',
      connectionId: connection.connectionId,
      connectedAt: connection.connectedAt.getTime(),
      requestTimeEpoch: now.getTime(),
      requestTime: now.toUTCString(),
      requestId,
      extendedRequestId: requestId,
      stage: connection.path.slice(1),
      domainName: connection.host,
      apiId: 'local',
      identity: { sourceIp: connection.sourceIp },
    },
    isBase64Encoded: false,
  };
}

/** What `$connect` adds. */
export function handshakeParts(request: IncomingMessage, url: URL) {
  const values: Record<string, string[]> = {};
  for (const [name, value] of url.searchParams) (values[name] ??= []).push(value);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    headers: Object.fromEntries(headers),
    ...(Object.keys(values).length === 0
      ? {}
      : {
          queryStringParameters: Object.fromEntries(
            Object.entries(values).map(([name, all]) => [name, all.at(-1)]),
          ),
          multiValueQueryStringParameters: values,
        }),
  };
}
