import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import * as z from 'zod';
import { executionCompleted } from '../../../lambdas/ingest/contract.ts';
import { awsTarget } from '../../../lib/smoke/aws-target.ts';
import { smoke, type SmokeTarget } from '../../../lib/smoke/smoke.ts';
import { limit } from '../../support/limits.ts';

const ORGANIZATION = '0198c2a4-0000-7000-8000-000000000001';
const ofMessage = z.object({ id: z.string(), data: z.unknown() });
let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (server) await once(server, 'close');
  server = undefined;
});

interface Deployment {
  /** Asked so often before what was sent is there. */
  readonly storedAfter?: number;
  readonly countedAfter?: number;
  readonly rejection?: { readonly reason: string; readonly detail: string };
  readonly refuses?: { readonly path: string; readonly status: number };
  readonly months?: readonly string[];
}

/** Answers as the API does, of a queue whose messages are stored after some questions. */
async function deployment(options: Deployment) {
  const { storedAfter = 0, countedAfter = 0, rejection, refuses, months = ['2026-01-01'] } = options;
  const sent: string[] = [];
  let asked = 0;
  let summaries = 0;
  const answer = (path: string): [number, unknown] => {
    if (refuses && path.startsWith(refuses.path)) return [refuses.status, { title: 'refused' }];
    if (path.startsWith('/api/v1/health')) return [200, { status: 'ok' }];
    if (path.startsWith('/api/v1/rejections')) {
      const [first] = sent;
      const execution_id = first && ofMessage.parse(JSON.parse(first)).id;
      return [200, { rejections: rejection ? [{ execution_id, ...rejection }] : [] }];
    }
    if (path.startsWith('/api/v1/executions/')) {
      asked += 1;
      return asked > storedAfter ? [200, { exact: { actual_cost: '0.00055' } }] : [404, {}];
    }
    summaries += 1;
    const start = months[Math.min(summaries, months.length) - 1];
    const tasks = start === months[0] ? 7 : 0;
    // The first summary is that of before.
    return [200, { tasks: summaries > 1 + countedAfter ? tasks + 1 : tasks, period: { start } }];
  };
  server = createServer((request, response) => {
    const [status, body] = answer(request.url ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const target: SmokeTarget = {
    apiUrl: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    token: 'pbk_test',
    organizationId: ORGANIZATION,
    send: (body) => {
      sent.push(body);
      return Promise.resolve();
    },
  };
  return { target, sent };
}

const patient = { timeoutMs: limit(20), pollMs: 1 };
const impatient = { timeoutMs: 0, pollMs: 1 };

test('one message is sent, waited for, and found in the summary', async () => {
  const { target, sent } = await deployment({ storedAfter: 3, countedAfter: 2 });
  const passed = await smoke(target, patient);
  expect(passed).toMatchObject({ cost: '0.00055', tasks: 8 });
  expect(sent).toHaveLength(1);
  const [body = ''] = sent;
  expect(ofMessage.parse(JSON.parse(body)).id).toBe(passed.executionId);
});

test('what is sent is a message that ingest accepts', async () => {
  const { target, sent } = await deployment({});
  await smoke(target, patient);
  expect(executionCompleted.safeParse(JSON.parse(sent[0] ?? '')).error).toBeUndefined();
});

test('a summary of a month that has just begun has no tasks of before', async () => {
  const { target } = await deployment({ months: ['2026-01-01', '2026-02-01'] });
  expect(await smoke(target, patient)).toMatchObject({ tasks: 1 });
});

test.each<[string, Deployment, RegExp]>([
  ['nothing is stored', { storedAfter: Infinity }, /was sent and not stored within 0 s/],
  [
    'it was rejected',
    {
      storedAfter: Infinity,
      rejection: { reason: 'producer_not_allowed', detail: 'AROA is not a producer' },
    },
    /was rejected: producer_not_allowed: AROA is not a producer$/,
  ],
  ['it is not counted', { countedAfter: Infinity }, /is stored, but the summary still has 7 tasks/],
  [
    'the API does not answer well',
    { refuses: { path: '/api/v1/health', status: 503 } },
    /GET \/api\/v1\/health answered 503/,
  ],
  [
    'the key does not count',
    { refuses: { path: '/api/v1/analytics', status: 401 } },
    /summary.* answered 401/,
  ],
])('%s: says so', async (_, given, says) => {
  const { target } = await deployment(given);
  await expect(smoke(target, impatient)).rejects.toThrow(says);
});

const given = { PAYBACK_SMOKE_ORGANIZATION: ORGANIZATION, PAYBACK_SMOKE_API_KEY: 'pbk_1' };
const deployed = {
  status: 'UPDATE_COMPLETE',
  outputs: { ApiUrl: 'https://api.example.com', QueueUrl: 'https://sqs.example.com/q' },
};

test('on AWS, addresses are outputs of the stack, and the rest is in the environment', async () => {
  const asked: string[] = [];
  const account = {
    stack: (name: string) => {
      asked.push(name);
      return Promise.resolve(deployed);
    },
  };
  expect(await awsTarget('prod', account, given)).toMatchObject({
    apiUrl: 'https://api.example.com',
    token: 'pbk_1',
    organizationId: ORGANIZATION,
  });
  expect(asked).toEqual(['PaybackServiceProd']);
});

test.each<[object, RegExp]>([
  [{ PAYBACK_SMOKE_ORGANIZATION: 'Initech' }, /PAYBACK_SMOKE_ORGANIZATION must be the id/],
  [{ PAYBACK_SMOKE_API_KEY: 'eyJ' }, /PAYBACK_SMOKE_API_KEY must be an API key: pbk_/],
  [{ PAYBACK_SMOKE_API_KEY: undefined }, /PAYBACK_SMOKE_API_KEY must be an API key of it/],
])('%j is refused', async (changes, says) => {
  const account = { stack: () => Promise.resolve(deployed) };
  await expect(awsTarget('dev', account, { ...given, ...changes })).rejects.toThrow(says);
});

test('a stage that is not deployed is named', async () => {
  const account = { stack: () => Promise.resolve(undefined) };
  await expect(awsTarget('dev', account, given)).rejects.toThrow('PaybackServiceDev is not deployed');
});
