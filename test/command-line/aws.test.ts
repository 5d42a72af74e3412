import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { main } from '../../command-line/main.ts';
import { body } from '../support/messages.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { templatesOf } from '../lib/synthesized.ts';
import { startFakeAws, type Asked } from './support/fake-aws.ts';
import { operationsAnswer } from './support/operations-answers.ts';

const ACCOUNT = '111122223333';
const STACK = 'PaybackServiceProd';
const sentBatch = z.object({ Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })) });

let outputs: readonly string[];
let functions: readonly string[];
let queues: readonly string[];
beforeAll(async () => {
  const { service } = await templatesOf('prod');
  outputs = Object.keys(service.findOutputs('*'));
  const namesOf = (type: string, property: string) =>
    Object.values(service.findResources(type)).map(({ Properties }) => String(Properties[property]));
  functions = namesOf('AWS::Lambda::Function', 'FunctionName');
  queues = namesOf('AWS::SQS::Queue', 'QueueName');
});

const environment = { ...process.env };
let aws: Awaited<ReturnType<typeof startFakeAws>>;
let depths: Record<string, number>;
let refused: readonly string[];
beforeEach(async () => {
  depths = {};
  refused = [];
  const queueUrl = (name: string) => `${aws.url}/${ACCOUNT}/${name}`;
  const nameOf = (input: Asked['input']) => String(input['QueueUrl']).split('/').at(-1) ?? '';
  const valueOf = (output: string) =>
    output === 'ApiUrl'
      ? aws.url
      : output === 'QueueUrl'
        ? queueUrl('payback-prod-executions')
        : output === 'DeadLetterQueueUrl'
          ? queueUrl('payback-prod-executions-dead-letters')
          : 'x';
  aws = await startFakeAws({
    DescribeStacks: ({ StackName }) =>
      refused.includes('DescribeStacks') || StackName !== STACK
        ? {
            status: 400,
            body: `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${String(StackName)} does not exist</Message></Error></ErrorResponse>`,
          }
        : {
            body: `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${STACK}</StackName><CreationTime>2026-01-26T10:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${outputs
              .map(
                (name) =>
                  `<member><OutputKey>${name}</OutputKey><OutputValue>${valueOf(name)}</OutputValue></member>`,
              )
              .join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
          },
    GetQueueAttributes: (input) => ({
      body: {
        Attributes: {
          ApproximateNumberOfMessages: String(depths[nameOf(input)] ?? 0),
          ApproximateNumberOfMessagesNotVisible: '0',
          QueueArn: `arn:aws:sqs:eu-central-1:${ACCOUNT}:${nameOf(input)}`,
        },
      },
    }),
    Invoke: ({ payload }) => ({ body: operationsAnswer(payload) }),
    GetMetricData: () =>
      refused.includes('GetMetricData')
        ? {
            status: 403,
            body: { __type: 'AccessDenied', message: 'not authorized to perform: cloudwatch:GetMetricData' },
          }
        : { body: { MetricDataResults: [{ Id: 'age', Values: [400, 340] }] } },
    ReceiveMessage: () => ({ body: {} }),
    StartMessageMoveTask: () => ({ body: { TaskHandle: 't' } }),
    ListMessageMoveTasks: () => ({
      body: {
        Results: [
          { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3, ApproximateNumberOfMessagesToMove: 3 },
        ],
      },
    }),
    PurgeQueue: () => ({ body: {} }),
    SendMessageBatch: (input) => ({
      body: {
        Successful: sentBatch.parse(input).Entries.map(({ Id, MessageBody }) => ({
          Id,
          MessageId: randomUUID(),
          // The SDK compares it.
          MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
        })),
      },
    }),
    'GET /api/v1/health': () => ({
      body: { status: 'ok', version: '0.1.0', database: 'ok', schema: '0041_job_runs' },
    }),
    'GET /api/v1/organizations': ({ authorization }) =>
      authorization === 'Bearer pbk_a_key'
        ? { body: { organizations: [], next_cursor: null } }
        : { status: 401, body: { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'no' } },
  });
  process.env['AWS_ENDPOINT_URL'] = aws.url;
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  process.env['AWS_MAX_ATTEMPTS'] = '1';
});
afterEach(async () => {
  process.env = { ...environment };
  await aws.stop();
});

async function payback(...argv: readonly string[]) {
  return paybackWith({}, ...argv);
}
async function paybackWith(given: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await main(['--stage', 'prod', '--region', 'eu-central-1', ...argv], {
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    isTerminal: false,
    environment: given,
    ask: () => Promise.resolve(undefined),
    now: Date.now,
    preflight: ({ stage, region }) =>
      Promise.resolve([
        { check: 'VPC quota', status: 'wrong', says: `${stage} in ${region}: 5 of 5, 1 more` },
      ]),
  });
  return { code, out, err };
}
const operations = () => aws.asked.map(({ operation }) => operation);
const inputsOf = (operation: string) =>
  aws.asked.filter((each) => each.operation === operation).map(({ input }) => input);

test('the stage is found by outputs that its template has, and asked by names that it has', async () => {
  const { code, out } = await payback('status');
  expect({ code, out }).toMatchObject({
    code: 0,
    out: expect.stringContaining('Payback of stage prod in eu-central-1'),
  });
  expect(inputsOf('DescribeStacks')).toMatchObject([{ StackName: STACK }]);
  expect(inputsOf('Invoke')).toEqual([
    { functionName: 'payback-prod-operations', payload: { command: 'status' } },
  ]);
  const names = inputsOf('GetMetricData').map((input) => JSON.stringify(input));
  for (const name of ['payback-prod-executions', 'payback-prod-executions-dead-letters']) {
    expect(names.filter((each) => each.includes(`{"Name":"QueueName","Value":"${name}"}`))).toHaveLength(1);
    expect(queues).toContain(name);
  }
});

test('the age of what waits is what CloudWatch says last, and what it does not say is said', async () => {
  depths = { 'payback-prod-executions': 9 };
  expect((await payback('status')).out).toMatch(
    /WRONG +Queue +none older than 5 min +9 waiting, 0 in work, the oldest of 6 min 40 s/,
  );
  refused = ['GetMetricData'];
  const unknown = await payback('status');
  expect(unknown.code).toBe(0);
  expect(unknown.out).toMatch(
    /ok +Queue +none older than 5 min +9 waiting.*of unknown age: CloudWatch does not tell: not authorized/,
  );
});

describe('commands call functions that the template has', () => {
  test.each<[string[], string, object]>([
    [['locks'], 'operations', { command: 'locks', longer_than: 30 }],
    [['fold'], 'rollup', {}],
    [['recalculate'], 'recalculate', {}],
    [['partitions'], 'partitions', {}],
    [['retention'], 'retention', {}],
    [['audit'], 'price-audit', {}],
    [['vitals'], 'vitals', {}],
    [['watch'], 'live-watch', {}],
    [['erasures'], 'erasure', {}],
    [['erasures', '--replay'], 'erasure', { replay: true }],
    [['feed'], 'price-feed', { accept_shrunken: false }],
    [['feed', '--accept-shrunken'], 'price-feed', { accept_shrunken: true }],
    [
      ['rebuild', '0b5c7a54-0f5b-4c58-9e57-0d1c4f3fbb01', '2026-01-26'],
      'price-audit',
      { rebuild: { organization_id: '0b5c7a54-0f5b-4c58-9e57-0d1c4f3fbb01', day: '2026-01-26' } },
    ],
    [
      ['--dry-run', 'rebuild', '0b5c7a54-0f5b-4c58-9e57-0d1c4f3fbb01', '2026-01-26'],
      'price-audit',
      { verify: { organization_id: '0b5c7a54-0f5b-4c58-9e57-0d1c4f3fbb01', day: '2026-01-26' } },
    ],
  ])('%j: payback-prod-%s', async (argv, name, payload) => {
    expect(await payback(...argv)).toMatchObject({ code: 0 });
    expect(inputsOf('Invoke')).toEqual([{ functionName: `payback-prod-${name}`, payload }]);
    expect(functions).toContain(`payback-prod-${name}`);
  });
});

describe('dead letters', () => {
  test('are moved by SQS itself', async () => {
    depths = { 'payback-prod-executions-dead-letters': 3 };
    expect(await payback('dead-letters', 'redrive')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^3 messages are back in the queue/),
    });
    expect(inputsOf('StartMessageMoveTask')).toEqual([
      { SourceArn: `arn:aws:sqs:eu-central-1:${ACCOUNT}:payback-prod-executions-dead-letters` },
    ]);
    expect(operations()).not.toContain('SendMessage');
  });

  test('are purged from their own queue alone, and only when somebody says so', async () => {
    depths = { 'payback-prod-executions-dead-letters': 3 };
    expect(await payback('dead-letters', 'purge')).toMatchObject({ code: 1 });
    expect(await payback('--dry-run', 'dead-letters', 'purge')).toMatchObject({ code: 0 });
    expect(operations()).not.toContain('PurgeQueue');
    expect(await payback('--yes', 'dead-letters', 'purge')).toMatchObject({ code: 0 });
    expect(inputsOf('PurgeQueue')).toEqual([
      { QueueUrl: `${aws.url}/${ACCOUNT}/payback-prod-executions-dead-letters` },
    ]);
  });
});

test('a file goes to the queue of executions', async () => {
  const directory = await temporaryDirectory();
  try {
    const file = path.join(directory.path, 'one.ndjson');
    await writeFile(
      file,
      JSON.stringify(body({ organization_id: randomUUID(), user_id: 'ann', error_message: null })),
    );
    const { code, out } = await payback('import', 'executions', file, '--wait', '0');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('1 sent') });
    expect(inputsOf('SendMessageBatch')).toMatchObject([
      { QueueUrl: `${aws.url}/${ACCOUNT}/payback-prod-executions` },
    ]);
  } finally {
    await directory.remove();
  }
});

test('the API is asked with the token that was given, and there is none of its own', async () => {
  expect(await payback('organizations', 'list')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/wants to know who asks.*PAYBACK_TOKEN/s),
  });
  const token = { PAYBACK_TOKEN: 'pbk_a_key' };
  expect(await paybackWith(token, 'organizations', 'list')).toMatchObject({ code: 0 });
  expect(await paybackWith(token, '--token', 'other', 'organizations', 'list')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/Unauthorized \(401\)/),
  });
  expect(await paybackWith(token, 'token')).toMatchObject({ code: 1, out: '' });
});

test('what is not deployed, or not allowed, is said with what to do', async () => {
  refused = ['DescribeStacks'];
  expect(await payback('status')).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /PaybackServiceProd cannot be read\. .*does not exist\nCheck --profile and --region/,
    ),
  });
  expect(await payback('--stage', 'staging', 'status')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^--stage must be dev or prod/),
  });
});

test('the doctor asks the account as well', async () => {
  const { code, out } = await paybackWith({ PAYBACK_TOKEN: 'pbk_a_key' }, 'doctor');
  expect(code).toBe(1);
  expect(out).toMatch(/WRONG +VPC quota +prod in eu-central-1: 5 of 5, 1 more/);
  expect(out).toMatch(/ok +Call the functions +allowed/);
});
