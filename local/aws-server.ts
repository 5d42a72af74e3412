import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listen, sendJson } from './http-server.ts';

/** Answers what is its own. @returns whether it was */
export type Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** APIs of AWS that functions call, at one address: they are told apart by their paths. */
export async function startAwsServer(port: number, endpoints: readonly Endpoint[]): Promise<Server> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    for (const endpoint of endpoints) if (await endpoint(request, response)) return;
    request.resume();
    sendJson(response, 404, { message: 'There is no such API here.' });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(`${request.method} ${request.url} failed: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { message: 'Internal failure' });
    });
  });
  await listen(server, port);
  return server;
}
