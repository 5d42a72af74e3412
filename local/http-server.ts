import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { settleWithin } from './settle-within.ts';
import { StartupError } from './startup-error.ts';

/** Listens on 127.0.0.1 only. @throws StartupError when the port is taken */
export async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new StartupError(
      `Port ${port} is taken by another program. Stop it, or choose another with --port.`,
      {
        cause: error,
      },
    );
  }
}

/** Lets requests in progress finish for `graceSeconds`; idle connections end at once. */
export async function close(server: Server, graceSeconds: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await settleWithin(graceSeconds, [closed]);
  server.closeAllConnections();
  await closed;
}

/** @returns the body, or undefined when it is larger than `limit` bytes; the rest is then discarded */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(Buffer.from(chunk));
  }
  return size <= limit ? Buffer.concat(chunks) : undefined;
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  contentType = 'application/json',
): void {
  response.writeHead(status, { 'content-type': contentType }).end(JSON.stringify(body));
}
