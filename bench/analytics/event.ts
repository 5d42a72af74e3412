import { toHttpEvent } from '../../local/http/http-event.ts';

/** The HTTP API's event of a GET request by the member that every organization of the population has. */
export function getEvent(path: string, query: Readonly<Record<string, string>>) {
  const request = {
    method: 'GET',
    target: `${path}?${new URLSearchParams(query).toString()}`,
    headers: { host: 'localhost', accept: 'application/json' },
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
    time: new Date(),
  };
  return toHttpEvent(request, `GET ${path}`, {}, { jwt: { claims: { sub: 'analyst' }, scopes: null } });
}
