import { toHttpEvent, withAuthorizer } from '../../local/http/http-event.ts';

/** The HTTP API's event of a GET request, by the member that every organization of the population has unless told otherwise. */
export function getEvent(path: string, query: Readonly<Record<string, string>>, subject = 'analyst') {
  const request = {
    method: 'GET',
    target: `${path}?${new URLSearchParams(query).toString()}`,
    headers: { host: 'localhost', accept: 'application/json' },
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
    time: new Date(),
  };
  const expires = String(Math.floor(Date.now() / 1000) + 3600);
  const context = { kind: 'person', subject, operator: 'false', expires };
  return withAuthorizer(toHttpEvent(request, `GET ${path}`, {}), context);
}
