import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyedHashes } from '../../../../shared/users/keyed-hashes.ts';
import { isRejection, parseMessage, type Execution } from '../../../../lambdas/ingest/parse-message.ts';
import { body, message } from '../../../support/messages.ts';

const hashes = keyedHashes('test-secret');

function accepted(fields: Readonly<Record<string, unknown>>): Execution {
  const parsed = parseMessage(message(body(fields)), hashes);
  if (isRejection(parsed)) throw new Error(parsed.detail);
  return parsed;
}

const decision = { chosen_provider: 'p', routing_strategy: 's' };
const alternatives = (length: number) => Array.from({ length }, (_, index) => ({ provider: `p${index}` }));

test.each<[string, Record<string, unknown>, unknown[], Record<string, unknown>]>([
  [
    'description',
    { task_description: 'd'.repeat(10_001) },
    ['data.task_description: cut to 10000 characters'],
    { task_description: 'd'.repeat(10_000) },
  ],
  [
    'model of 251 characters',
    { model: 'm'.repeat(251) },
    ['data.model: cut to 250 characters'],
    { model: 'm'.repeat(250) },
  ],
  [
    'model with control characters',
    { model: 'gpt\u00075\n' },
    ['data.model: without what cannot be printed'],
    { model: 'gpt 5' },
  ],
  ['empty model', { model: '  ' }, [], { model: undefined }],
  [
    'model that is a number',
    { model: 5 },
    [expect.stringMatching(/^data\.model: left out/)],
    { model: undefined },
  ],
  [
    'provider of nobody',
    { provider: ' ' },
    ['data.provider: missing, taken as unknown'],
    { provider: 'unknown' },
  ],
  [
    'no provider',
    { provider: undefined },
    ['data.provider: missing, taken as unknown'],
    { provider: 'unknown' },
  ],
  [
    'no task type',
    { task_type: null },
    ['data.task_type: missing, taken as unknown'],
    { task_type: 'unknown' },
  ],
  ['spaces around names', { provider: ' p ', model: ' m ' }, [], { provider: 'p', model: 'm' }],
  [
    'user that is a number',
    { user_id: 17 },
    [expect.stringMatching(/^data\.user_id: left out/)],
    { user_id: undefined },
  ],
  [
    'confidence over 1',
    { confidence_score: 1.01 },
    [expect.stringMatching(/^data\.confidence_score: left out/)],
    { confidence_score: undefined },
  ],
  [
    '19 decimals',
    { compute_units: '0.1234567890123456789' },
    ['data.compute_units: cut to 18 decimals'],
    { compute_units: '0.123456789012345678' },
  ],
  ...[
    [1.2345678901234566e-7, '0.000000123456789012'],
    [1e-20, '0.000000000000000000'],
    ['7.0000000000000000019', '7.000000000000000001'],
  ].map(([sent, kept]): [string, Record<string, unknown>, unknown[], Record<string, unknown>] => [
    `router cost of ${sent}`,
    { router_cost: sent },
    ['data.router_cost: cut to 18 decimals'],
    { router_cost: kept },
  ]),
  [
    'number of units with an exponent',
    { compute_units: 1.2345678901234566e-7 },
    ['data.compute_units: cut to 18 decimals'],
    { compute_units: '0.000000123456789012' },
  ],
  [
    'reported cost as a product of floats',
    { provider_cost: { amount: 0.000_123_456_789_012_345_67, currency: 'USD' } },
    ['data.provider_cost.amount: cut to 18 decimals'],
    { provider_cost: { amount: '0.000123456789012345', currency: 'USD' } },
  ],
  [
    'cost with 13 digits before the point',
    { router_cost: '1234567890123.5' },
    [expect.stringMatching(/^data\.router_cost: left out/)],
    { router_cost: undefined },
  ],
  [
    'cost without a currency',
    { provider_cost: { amount: 1 } },
    [expect.stringMatching(/^data\.provider_cost: left out, data\.provider_cost\.currency/)],
    { provider_cost: undefined },
  ],
  [
    'negative cost',
    { router_cost: -1 },
    [expect.stringMatching(/^data\.router_cost: left out/)],
    { router_cost: undefined },
  ],
  [
    'baseline without a provider',
    { baseline: { model: 'm' } },
    [expect.stringMatching(/^data\.baseline: left out/)],
    { baseline: undefined },
  ],
  [
    'decision without a strategy',
    { routing_decision: { chosen_provider: 'p' } },
    [expect.stringMatching(/^data\.routing_decision: left out/)],
    { routing_decision: undefined },
  ],
  [
    '51 alternatives',
    { routing_decision: { ...decision, alternative_providers: alternatives(51) } },
    ['data.routing_decision.alternative_providers: cut to 50'],
    { routing_decision: { ...decision, alternative_providers: alternatives(50) } },
  ],
  [
    'two alternatives of four that name nobody',
    {
      routing_decision: {
        ...decision,
        alternative_providers: [{}, { provider: 'a' }, 'b', { provider: 'c', score: 'd' }],
      },
    },
    [
      expect.stringContaining('alternative_providers.0: left out'),
      expect.stringContaining('alternative_providers.2: left out'),
      expect.stringContaining('alternative_providers.3.score: left out'),
    ],
    { routing_decision: { ...decision, alternative_providers: [{ provider: 'a' }, { provider: 'c' }] } },
  ],
  [
    'label with a long value',
    { labels: { team: 'v'.repeat(201), project: 'x' } },
    ['data.labels.team: cut to 200 characters'],
    { labels: { team: 'v'.repeat(200), project: 'x' } },
  ],
  [
    'label that is no text',
    { labels: { team: ['core'], project: 'x' } },
    [expect.stringMatching(/^data\.labels\.team: left out/)],
    { labels: { project: 'x' } },
  ],
  [
    'label with a long key',
    { labels: { ['k'.repeat(51)]: 'v', project: 'x' } },
    [expect.stringContaining('left out')],
    { labels: { project: 'x' } },
  ],
  [
    'labels that are a list',
    { labels: ['core'] },
    [expect.stringMatching(/^data\.labels: left out/)],
    { labels: undefined },
  ],
  [
    '11 labels',
    { labels: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v'])) },
    ['data.labels: cut to 10'],
    { labels: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`k${index}`, 'v'])) },
  ],
  ['attempt 0', { attempt: 0 }, [expect.stringMatching(/^data\.attempt: left out/)], { attempt: undefined }],
  [
    'service tier that is no text',
    { service_tier: 5 },
    [expect.stringMatching(/taken as invalid$/)],
    { service_tier: 'invalid' },
  ],
  ['empty service tier', { service_tier: ' ' }, [], { service_tier: undefined }],
  [
    '1,001 requests',
    { per_request: Array.from({ length: 1001 }, () => ({})) },
    [expect.stringMatching(/^data\.per_request: left out/)],
    { per_request: null },
  ],
])('a %s is no reason to lose a task', (_name, fields, notes, data) => {
  const execution = accepted(fields);
  expect(execution.notes).toEqual(notes);
  const sent: Readonly<Record<string, unknown>> = execution.data;
  expect(Object.fromEntries(Object.keys(data).map((name) => [name, sent[name]]))).toEqual(data);
});

test.each([
  ['usage', { usage: { compute_units: 1e-20 } }, 'data.usage.compute_units: cut to 18 decimals'],
  [
    'a request',
    { per_request: [{}, { compute_units: 3e-19 }] },
    'data.per_request.1.compute_units: cut to 18 decimals',
  ],
])('units of %s have 18 decimals', (_name, fields, note) => {
  const none = { tokens_used: null, input_tokens: null, cache_read_tokens: null, cache_write_tokens: null };
  const { notes, reported } = accepted({ ...none, output_tokens: null, ...fields });
  expect(notes).toEqual([note]);
  expect(Number(reported.usage.compute_units)).toBe(0);
});

test.each([-1e-20, '-0.1234567890123456789', 1e12, '1e-20'])(
  '%s compute units are a rejection',
  (compute_units) => {
    expect(parseMessage(message(body({ compute_units })), hashes)).toMatchObject({
      reason: 'invalid_message',
      path: 'data.compute_units',
    });
  },
);

test('without a task id, the id of the message ties nothing else together', () => {
  const sent = body({ task_id: '' });
  const parsed = parseMessage(message(sent), hashes);
  expect(parsed).toMatchObject({ data: { task_id: sent.id }, notes: ['data.task_id: missing, taken as id'] });
});

const REQUIRED = new Set(['organization_id', 'start_time', 'end_time', 'success']);
const COUNTS = /tokens|compute_units|usage|per_request/;

test('whatever is in parts that are not needed, the task is stored, and notes quote nothing of it', () => {
  const names = [
    'user_id',
    'task_id',
    'provider',
    'model',
    'task_type',
    'error_message',
    'service_tier',
    'speed',
    'inference_geo',
    'cache_hit',
    'provider_cost',
    'router_cost',
    'requested_model',
    'baseline',
    'request_id',
    'session_id',
    'attempt',
    'labels',
    'quality',
    'confidence_score',
    'task_description',
    'routing_decision',
  ];
  expect(names.filter((name) => REQUIRED.has(name) || COUNTS.test(name))).toEqual([]);
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constant('x'.repeat(11_000)),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 5 }), (fields) => {
      const { notes } = accepted({ ...fields, error_message: 'mona '.repeat(3_000) });
      expect(notes.join()).not.toContain('mona');
    }),
    { numRuns: 500 },
  );
});

test('what was mended has the hash of what was sent, so that the same again is the same', () => {
  const sent = body({ task_description: 'd'.repeat(10_001), labels: { a: 5 } });
  const [first, second] = [message(sent), message(sent)].map((each) => parseMessage(each, hashes));
  expect(first).toMatchObject({ contentHash: Object(second).contentHash });
  const other = parseMessage(message({ ...sent, data: { ...sent.data, labels: { a: 6 } } }), hashes);
  expect(Object(other).contentHash).not.toBe(Object(first).contentHash);
});
