import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, createHmac, type Hmac, type Hash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { readSecret } from '../../../shared/environment/secrets.ts';
import { close, listen, readBody } from '../../../local/http-server.ts';
import { freePort } from '../../../local/ports.ts';

const ARN = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:Ünïcode-secret-AbCdEf';
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'a/session+token==',
};

interface Asked {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
type Answer = readonly [status: number, body: string];

let server: Server;
let asked: Asked[];
let answers: Answer[];
let before: NodeJS.ProcessEnv;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    const answer = async () => {
      asked.push({ headers: request.headers, body: String(await readBody(request, 10_000)) });
      const [status, text] = answers.shift() ?? [500, ''];
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(text);
    };
    void answer();
  });
  const port = await freePort();
  await listen(server, port);
  before = { ...process.env };
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`,
  });
});
afterEach(async () => {
  process.env = before;
  await close(server, 0);
});

const found: Answer = [200, JSON.stringify({ ARN, SecretString: '{"password":"p"}' })];
const refused = (type: string, status = 400): Answer => [
  status,
  JSON.stringify({ __type: `com.amazonaws.secretsmanager#${type}`, Message: 'why' }),
];

/** As the SDK's signer wants hashes. */
class Sha256 {
  readonly #hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(secret));
  }
  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
}
function toBytes(value: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof value === 'string') return value;
  return value instanceof ArrayBuffer
    ? new Uint8Array(value)
    : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

test("a secret is asked for by a request that is signed as the SDK's signer signs it", async () => {
  answers = [found];
  expect(await readSecret(ARN)).toBe('{"password":"p"}');
  const [{ headers, body } = { headers: {}, body: '' }] = asked;
  expect(JSON.parse(body)).toEqual({ SecretId: ARN });
  expect(headers['content-type']).toBe('application/x-amz-json-1.1');
  expect(headers['x-amz-target']).toBe('secretsmanager.GetSecretValue');

  const date = String(headers['x-amz-date']);
  const signer = new SignatureV4({
    credentials,
    region: 'eu-central-1',
    service: 'secretsmanager',
    sha256: Sha256,
    applyChecksum: false,
  });
  const [host = '', port] = String(headers.host).split(':');
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: host,
      port: Number(port),
      path: '/',
      query: {},
      headers: { host: String(headers.host), 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body,
    },
    {
      signingDate: new Date(
        date.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'),
      ),
    },
  );
  expect(headers.authorization?.replaceAll(', ', ',')).toBe(
    signed.headers['authorization']?.replaceAll(', ', ','),
  );
});

test.each([
  ['what is refused for now', refused('ThrottlingException')],
  ['an error of Secrets Manager', refused('InternalServiceError', 500)],
])('%s is asked for again, three times in all', async (_, answer) => {
  answers = [answer, answer, found];
  expect(await readSecret(ARN)).toBe('{"password":"p"}');
  answers = [answer, answer, answer, found];
  await expect(readSecret(ARN)).rejects.toThrow(ARN);
  expect(asked).toHaveLength(6);
});

test.each([
  ['a secret that does not exist', refused('ResourceNotFoundException'), 'ResourceNotFoundException: why'],
  ['one that may not be read', refused('AccessDeniedException'), 'AccessDeniedException: why'],
  ['one of bytes', [200, '{"SecretBinary":"AAAA"}'] as const, 'The secret holds no string.'],
])('%s is an error at once that names it', async (_, answer, message) => {
  answers = [answer];
  await expect(readSecret(ARN)).rejects.toThrow(`${ARN}: ${message}`);
  expect(asked).toHaveLength(1);
});

test('where nothing answers, that is said, with the reason', async () => {
  await close(server, 0);
  await expect(readSecret(ARN)).rejects.toMatchObject({
    message: `${ARN}: Secrets Manager does not answer.`,
    cause: { cause: { message: expect.stringContaining('ECONNREFUSED') } },
  });
  await listen(server, await freePort());
});

test('without a region nothing is asked', async () => {
  delete process.env['AWS_REGION'];
  await expect(readSecret(ARN)).rejects.toThrow('AWS_REGION');
  expect(asked).toEqual([]);
});
