import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readEndpoints } from '../../local/endpoints.ts';
import { requestToken } from '../../local/identity/token.ts';
import { freePort } from '../../local/ports.ts';
import { runCommand, type Command } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { limit } from '../support/limits.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let command: Command;
let apiUrl: string;
let token: string;
let sqs: SQSClient;
let queueUrl: string;
let organizationId: string;

const BEFORE = '2026-05-31T23:59:59Z';
const SINCE = '2026-06-01T00:00:00Z';
/** Dollars for a million tokens, or for one. */
const PRICES = [
  { model: 'm', pricing_model: 'per_input_token', cost_per_unit: '0.000003' },
  { model: 'm', pricing_model: 'per_input_token', above_input_tokens: 200_000, cost_per_unit: '0.000006' },
  { model: 'm', pricing_model: 'per_cache_read_token', cost_per_unit: '0.0000003' },
  { model: 'm', pricing_model: 'per_cache_write_token', cost_per_unit: '0.00000375' },
  { model: 'm', pricing_model: 'per_cache_write_1h_token', cost_per_unit: '0.000006' },
  { model: 'm', pricing_model: 'per_output_token', cost_per_unit: '0.000015' },
  { model: 'm', pricing_model: 'per_web_search', cost_per_unit: '0.01' },
  { model: 'm', pricing_model: 'per_input_token', service_tier: 'priority', cost_per_unit: '0.000007' },
  { model: 'm', pricing_model: 'per_output_token', service_tier: 'priority', cost_per_unit: '0.00003' },
  { model: 'request', pricing_model: 'per_request', cost_per_unit: '0.04' },
];
const FACTORS = [
  { dimension: 'service_tier', value: 'batch', factor: '0.5' },
  { dimension: 'service_tier', value: 'flex', factor: '0.6' },
  { dimension: 'inference_geo', value: 'us', factor: '1.1' },
];

async function call(method: string, path: string, body?: object) {
  const response = await fetch(`${apiUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: answer.parse(await response.json()) };
}

const answer = z.looseObject({
  id: z.string().optional(),
  exact: z.looseObject({ actual_cost: z.string().nullable() }).optional(),
  unpriced_reason: z.string().nullish(),
  unpriced_detail: z.string().nullish(),
});

async function made(path: string, body: object, method = 'POST') {
  const result = await call(method, path, body);
  if (result.status >= 300) throw new Error(JSON.stringify(result.body));
  return result.body;
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  const port = await freePort();
  const data = `${directory.path}/data`;
  command = runCommand('bin/local.ts', '--no-demo', '--port', String(port), '--data-dir', data);
  await command.shows(/Payback runs/, 60);
  const endpoints = await readEndpoints(data);
  apiUrl = endpoints.api_url;
  queueUrl = endpoints.queue_url;
  token = await requestToken(endpoints.issuer_url, 'olga', ['operators']);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  sqs = new SQSClient({ endpoint: endpoints.sqs_endpoint, region: 'us-east-1', credentials });
  const baseline = { provider: 'acme', model: 'm' };
  const organization = await made('/organizations', { name: 'Initech', retention_days: 1095, baseline });
  organizationId = String(organization.id);
  await made(`/organizations/${organizationId}/members/olga`, { role: 'admin' }, 'PUT');
  const scope = { provider: 'acme', effective_date: '2020-01-01', source: 'manual_entry' };
  for (const price of PRICES) await made('/pricing', { ...scope, ...price });
  for (const factor of FACTORS) await made('/pricing/factors', { ...scope, ...factor });
}, limit(120));
afterAll(async () => {
  sqs?.destroy();
  await command?.stop();
  await directory.remove();
}, limit(90));

/** Expected: cost, or reason and detail. All costs are worked out by hand, in the comment beside them. */
const KINDS: readonly [string, Record<string, unknown>, string | readonly [string, string | null]][] = [
  // 700 × 3 + 300 × 0.3 = 2,190; 200 × 15 = 3,000 a million
  [
    'cache reads',
    { usage: { input_tokens: 1000, cache_read_tokens: 300, output_tokens: 200 } },
    '0.005190000000',
  ],
  // 600 × 3 + 300 × 3.75 + 100 × 6 = 3,525; 3,000
  [
    'one-hour cache writes',
    {
      usage: { input_tokens: 1000, cache_write_tokens: 400, cache_write_1h_tokens: 100, output_tokens: 200 },
    },
    '0.006525000000',
  ],
  // 3,000 + 3,000 = 6,000, and 10 cents
  [
    'ten web searches',
    { usage: { input_tokens: 1000, output_tokens: 200, web_searches: 10 } },
    '0.106000000000',
  ],
  ['batch', { usage: { input_tokens: 1000, output_tokens: 200 }, service_tier: 'batch' }, '0.003000000000'],
  ['flex', { usage: { input_tokens: 1000, output_tokens: 200 }, service_tier: 'flex' }, '0.003600000000'],
  // 7,000 + 6,000
  [
    'priority',
    { usage: { input_tokens: 1000, output_tokens: 200 }, service_tier: 'priority' },
    '0.013000000000',
  ],
  [
    'a region in a batch',
    { usage: { input_tokens: 1000, output_tokens: 200 }, service_tier: 'batch', inference_geo: 'US' },
    '0.003300000000',
  ],
  // 30 × 60,000 × 3 = 5,400,000; 30 × 10 × 15 = 4,500
  [
    '30 requests of 60,000 tokens',
    { per_request: Array.from({ length: 30 }, () => ({ input_tokens: 60_000, output_tokens: 10 })) },
    '5.404500000000',
  ],
  // 200,000 × 3 + 200,001 × 6 = 1,800,006
  [
    'a list with one request above the tier',
    {
      per_request: [
        { input_tokens: 200_000, output_tokens: 0 },
        { input_tokens: 200_001, output_tokens: 0 },
      ],
    },
    '1.800006000000',
  ],
  [
    'the same as one sum',
    { usage: { requests: 30, input_tokens: 1_800_000, output_tokens: 300 } },
    ['request_split_missing', null],
  ],
  [
    'an unknown class',
    { usage: { input_tokens: 1, output_tokens: 1, video_tokens: 5 } },
    ['usage_class_unknown', 'video_tokens'],
  ],
  [
    'an unknown tier',
    { usage: { input_tokens: 1, output_tokens: 1 }, service_tier: 'scale' },
    ['service_tier_price_missing', 'service_tier=scale'],
  ],
  [
    'an unknown speed',
    { usage: { input_tokens: 1, output_tokens: 1 }, speed: 'fast' },
    ['service_tier_price_missing', 'speed=fast'],
  ],
  ['no usage of what is billed by tokens', { success: false }, ['usage_missing', null]],
  ['a request of what is billed by request', { model: 'request', usage: { requests: 3 } }, '0.120000000000'],
  ['a message of before', { tokens_used: 1200, input_tokens: 1000, output_tokens: 200 }, '0.006000000000'],
  [
    'an answer of the own cache',
    { usage: { input_tokens: 1000, output_tokens: 200 }, cache_hit: true },
    '0.000000000000',
  ],
  [
    'a model that Copilot does not have',
    { provider: 'github_copilot', model: 'does-not-exist-9', usage: { input_tokens: 1, output_tokens: 1 } },
    ['actual_price_missing', null],
  ],
  [
    'a model that OpenAI does not have',
    { provider: 'openai_codex', model: 'does-not-exist-9', usage: { input_tokens: 1, output_tokens: 1 } },
    ['actual_price_missing', null],
  ],
  [
    'a model that Google does not have',
    {
      provider: 'google_code_assist',
      model: 'does-not-exist-9',
      usage: { input_tokens: 1, output_tokens: 1 },
    },
    ['actual_price_missing', null],
  ],
  // A premium request counted once, at 4 cents.
  [
    'Copilot before its change',
    {
      provider: 'github_copilot',
      model: 'Claude Sonnet 4.5',
      start_time: BEFORE,
      end_time: BEFORE,
      usage: { input_tokens: 1000, output_tokens: 200 },
    },
    '0.040000000000',
  ],
  // 3,000 + 3,000 a million: the price of its tokens since.
  [
    'Copilot since its change',
    {
      provider: 'github_copilot',
      model: 'Claude Sonnet 4.5',
      start_time: SINCE,
      end_time: SINCE,
      usage: { input_tokens: 1000, output_tokens: 200 },
    },
    '0.006000000000',
  ],
];

test(
  'through the queue to the API, to the last decimal: every kind of what is billed',
  async () => {
    const now = new Date().toISOString();
    const messages = KINDS.map(([task_id, fields]) => ({
      specversion: '1.0',
      id: randomUUID(),
      source: '/test',
      type: 'payback.execution.completed.v1',
      data: {
        organization_id: organizationId,
        task_id,
        provider: 'acme',
        model: 'm',
        task_type: 'code_generation',
        start_time: now,
        end_time: now,
        success: true,
        ...fields,
      },
    }));
    for (let start = 0; start < messages.length; start += 10) {
      const Entries = messages
        .slice(start, start + 10)
        .map((message) => ({ Id: message.id, MessageBody: JSON.stringify(message) }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    }
    const outcomes = async () => {
      const answers = await Promise.all(
        messages.map(({ id }) => call('GET', `/executions/${id}?organization_id=${organizationId}`)),
      );
      return answers.map(({ body }, index) => [
        KINDS[index]?.[0],
        body.exact?.actual_cost ?? [body.unpriced_reason, body.unpriced_detail ?? null],
      ]);
    };
    const expected = KINDS.map(([name, , outcome]) => [name, outcome]);
    let last: unknown;
    // Names that are seen for the first time find their price within a minute.
    await eventually(async () => {
      last = await outcomes();
      return JSON.stringify(last) === JSON.stringify(expected) || undefined;
    }, 150).catch(() => undefined);
    expect(last).toEqual(expected);
  },
  limit(240),
);
