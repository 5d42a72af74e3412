import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendJson } from '../http-server.ts';
import { LARGEST_MESSAGE_BYTES, type Connection } from './connection.ts';

/** The management API of connections: POST sends, GET tells, DELETE closes. @returns false for another address */
export function connectionsEndpoint(
  find: (id: string) => Connection | undefined,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://local');
    const [, id] = /\/(?:@|%40)connections\/([^/]+)$/.exec(pathname) ?? [];
    if (id === undefined) return false;
    const body = await readBody(request, LARGEST_MESSAGE_BYTES);
    const connection = find(decodeURIComponent(id));
    const refuse = (status: number, type: string) => {
      response.setHeader('x-amzn-errortype', type);
      sendJson(response, status, { message: type });
    };
    if (body === undefined) refuse(413, 'PayloadTooLargeException');
    else if (!connection) refuse(410, 'GoneException');
    else if (request.method === 'GET') sendJson(response, 200, describe(connection));
    else if (request.method === 'POST') {
      connection.send(body.toString('utf8'));
      response.writeHead(200).end();
    } else if (request.method === 'DELETE') {
      connection.close();
      response.writeHead(204).end();
    } else refuse(403, 'ForbiddenException');
    return true;
  };
}

const describe = ({ identity, lastActiveAt }: Connection) => ({
  connectedAt: identity.connectedAt.toISOString(),
  identity: { sourceIp: identity.sourceIp },
  lastActiveAt: lastActiveAt().toISOString(),
});
