import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { awsAccount } from '../../../lib/preflight/account.ts';

/** What AWS answers on the wire: a status and a body, or the next page's too. */
export interface Answer {
  readonly status?: number;
  readonly body: string;
}
/** By operation, and with `:<name>` where it names a stack; one that is asked for and not here is refused, as to somebody who may not ask. */
export type Answers = Readonly<Record<string, Answer | readonly Answer[]>>;

/** A server of the protocols of AWS, and the real SDK that asks it. */
export async function startAws(answers: Answers) {
  const asked: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const operation = await operationOf(request);
    const given = answers[operation] ?? REFUSAL;
    const pages = 'body' in given ? [given] : given;
    const page = pages[asked.filter((name) => name === operation).length] ?? pages.at(-1) ?? REFUSAL;
    asked.push(operation);
    const type = page.body.startsWith('{') ? 'application/x-amz-json-1.1' : 'text/xml';
    response.writeHead(page.status ?? 200, { 'content-type': type }).end(page.body);
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const account = awsAccount({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    account,
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** In the form of the query protocol's errors; the JSON ones take the name alone. */
export const refusal = (code: string, message: string, status = 400): Answer => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});
const REFUSAL = refusal('AccessDenied', 'is not authorized to perform this', 403);

async function operationOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return target.replace(/^.*\./, '');
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const stack = form.get('StackName');
  if (stack !== null) return `${form.get('Action')}:${stack}`;
  return form.get('Action') ?? (request.url?.includes('account-settings') ? 'GetAccountSettings' : '');
}
