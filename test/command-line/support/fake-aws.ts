import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** One request as AWS would get it. */
export interface Asked {
  readonly operation: string;
  /** What it says, by the names of the protocol. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a service answers on the wire. */
interface Answer {
  readonly status?: number;
  readonly body: string | object;
}
type Answers = Readonly<Record<string, (input: Asked['input']) => Answer>>;

/** A server of the protocols of AWS, for the real SDK; what it has no answer for is refused. */
export async function startFakeAws(answers: Answers) {
  const asked: Asked[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const each = await readRequest(request);
    asked.push(each);
    const { status = 200, body } = answers[each.operation]?.(each.input) ?? REFUSAL;
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/xml' : 'application/x-amz-json-1.0' });
    response.end(isText ? body : JSON.stringify(body));
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    url,
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const REFUSAL = {
  status: 403,
  body: { __type: 'AccessDeniedException', message: 'is not authorized to perform this' },
};

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  const [, functionName] = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.url ?? '') ?? [];
  if (functionName !== undefined)
    return { operation: 'Invoke', input: { functionName, payload: JSON.parse(text) } };
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return { operation: target.replace(/^.*\./, ''), input: JSON.parse(text) };
  const form = new URLSearchParams(text);
  const action = form.get('Action');
  if (action !== null) return { operation: action, input: Object.fromEntries(form) };
  return {
    operation: `${request.method} ${request.url?.replace(/\?.*/, '')}`,
    input: { ...request.headers },
  };
}
