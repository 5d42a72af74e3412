import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { isRejection, parseMessage } from '../../lambdas/ingest/parse-message.ts';
import { keyedHashes } from '../../shared/users/keyed-hashes.ts';
import { messageSchema } from '../../lib/message-schema.ts';
import { body, message, validFields } from '../support/messages.ts';

const read = (name: string) => readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const written: unknown = JSON.parse(await read('message.schema.json'));
// Formats stand beside patterns that say the same.
const schema = new Ajv2020({ validateFormats: false }).compile(messageSchema());
const hashes = keyedHashes('test-secret');

/** What is cut or left out is noted: a message without notes is as the schema says. */
function ingest(sent: unknown): string {
  const parsed = parseMessage(message(sent), hashes);
  if (isRejection(parsed)) return parsed.reason;
  return parsed.notes.length > 0 ? 'mended' : 'accepted';
}

test('docs/message.schema.json is what the contract says; if not: npm run documents', () => {
  expect(written).toEqual(JSON.parse(JSON.stringify(messageSchema())));
});

test('the examples of docs/messages.md are valid', async () => {
  const examples = [...(await read('messages.md')).matchAll(/```json\n(.*?)```/gs)];
  expect(examples.length).toBeGreaterThan(0);
  for (const [, text = ''] of examples) {
    const example: unknown = JSON.parse(text);
    expect({ valid: schema(example), ingest: ingest(example) }).toEqual({ valid: true, ingest: 'accepted' });
  }
});

test('whatever ingest accepts is valid', () => {
  fc.assert(
    fc.property(validFields(['00000000-0000-4000-8000-000000000001']), (fields) => {
      const sent = body(fields);
      expect(ingest(sent)).toBe('accepted');
      expect(schema(sent)).toBe(true);
    }),
  );
});

const alternatives = (length: number) => Array.from({ length }, () => ({ provider: 'p' }));

const NO_TOKENS = {
  input_tokens: null,
  cache_read_tokens: null,
  cache_write_tokens: null,
  output_tokens: null,
};

/** Values at both sides of each limit. */
const FIELDS: Readonly<Record<string, readonly unknown[]>> = {
  organization_id: ['acme', null, undefined, '7F0C2F8E-52CD-4F0C-9A53-1D3F0D9C8B61'],
  user_id: ['u'.repeat(501), 7, null, undefined],
  task_id: ['', 't'.repeat(200), 't'.repeat(201), undefined],
  provider: [
    'p'.repeat(100),
    'p'.repeat(101),
    'git hub',
    '@cf',
    '',
    null,
    'new.provider_1:eu/west-1',
    'p\u0007q',
  ],
  model: ['m'.repeat(250), 'm'.repeat(251), '~a/@cf:x', 'gpt 5', null, undefined],
  task_type: ['t'.repeat(100), 't'.repeat(101), '~review'],
  start_time: [
    '2026-01-26',
    '2026-01-26T10:00:00',
    '2026-01-26T10:00:00.1234567Z',
    '2026-02-30T10:00:00Z',
    0,
  ],
  end_time: ['2028-02-29T24:00:00Z', '2028-02-29T23:59:59+14:00', '2027-02-29T00:00:00Z', undefined],
  success: ['yes', 1, null, false],
  error_message: ['e'.repeat(10_000), 'e'.repeat(10_001), null, 5],
  tokens_used: [-1, 0.5, '1500', true, null, undefined],
  input_tokens: [1200.5, 1e12 + 1, '1200', -1],
  output_tokens: [-1, 0.1],
  reasoning_tokens: [-1, 0.5, 0, 300, null, '300'],
  cache_read_tokens: [-1, 1200, null, 0.5, '0'],
  cache_write_tokens: [-1, 400, null],
  compute_units: [
    0,
    -1,
    2.5,
    1e12,
    '1e3',
    '123456789012.123456789012345678',
    '1234567890123',
    '1.1234567890123456789',
    '.5',
    true,
    null,
  ],
  confidence_score: [-0.01, 0, 1, 1.01, '1', null],
  task_description: ['d'.repeat(10_000), 'd'.repeat(10_001), '\u{1f4a5}'.repeat(10_000), null],
  routing_decision: [
    null,
    {},
    { chosen_provider: 'p' },
    { chosen_provider: 'p', routing_strategy: 's' },
    { chosen_provider: 'p', routing_strategy: 's', alternative_providers: null },
    { chosen_provider: 'p', routing_strategy: 's', alternative_providers: [{}] },
    { chosen_provider: 'p', routing_strategy: 's', alternative_providers: alternatives(50) },
    { chosen_provider: 'p', routing_strategy: 's', alternative_providers: alternatives(51) },
    { chosen_provider: 'p', routing_strategy: 's', estimated_cost: -1e9, estimated_duration_ms: 0.5 },
    { chosen_provider: 'p', routing_strategy: 's', estimated_cost: 1e9 + 1 },
    { chosen_provider: 'p', routing_strategy: 's', estimated_duration_ms: -1 },
    { chosen_provider: 'p', routing_strategy: 's', confidence_score: 2 },
  ],
  usage: [
    {},
    [],
    null,
    5,
    { input_tokens: -1 },
    { input_tokens: 3, output_tokens: 4 },
    { requests: 0 },
    { unheard_of: 'x' },
  ],
  per_request: [
    [],
    null,
    {},
    [{}],
    [5],
    [{ output_tokens: 0.5 }],
    [{ input_tokens: 1200, output_tokens: 300 }],
  ],
  service_tier: ['batch', 'b'.repeat(51), null, 5],
  cache_hit: [true, null, 'yes'],
  provider_cost: [
    { amount: '0.5', currency: 'USD' },
    { amount: -1, currency: 'USD' },
    { amount: 1, currency: 'usd' },
    {},
    null,
  ],
  baseline: [{ provider: 'p' }, { provider: 'p', model: null }, {}, { model: 'm' }, null, 'p'],
  attempt: [1, 0, 1.5, null, '1'],
  labels: [
    {},
    { team: 'core' },
    { team: 'x'.repeat(201) },
    { ['k'.repeat(51)]: 'v' },
    { team: 5 },
    Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v'])),
    null,
    [],
  ],
  quality: [0, 1, 1.1, null],
  added_later: [{ anything: true }],
};

test.each(Object.entries(FIELDS))('%s is judged as ingest judges it', (name, values) => {
  for (const value of values) {
    const isUsage = name === 'usage' || name === 'per_request';
    const others = { tokens_used: null, ...(isUsage ? NO_TOKENS : {}) };
    const sent: unknown = JSON.parse(JSON.stringify(body({ ...others, [name]: value })));
    expect({ value, valid: schema(sent) }).toEqual({ value, valid: ingest(sent) === 'accepted' });
  }
});

test.each([
  [{ specversion: '0.3' }],
  [{ id: 'x' }],
  [{ source: '' }],
  [{ type: 'other' }],
  [{ data: null }],
  [{ time: 5 }],
])('an envelope with %j', (envelope) => {
  const sent = { ...body({}), ...envelope };
  expect(schema(sent)).toBe(ingest(sent) === 'accepted');
});

test.each([
  [{ end_time: '2026-01-26T09:00:00Z' }],
  [{ tokens_used: 1501 }],
  [{ cache_read_tokens: 1201 }],
  [{ reasoning_tokens: 301 }],
  [{ per_request: [{ input_tokens: 1 }, { input_tokens: 2 }] }],
  [{ usage: { cache_write_tokens: 1, cache_write_1h_tokens: 2 } }],
])('beyond a schema, and refused by ingest: %j', (fields) => {
  const sent = body(fields);
  expect([schema(sent), ingest(sent) === 'accepted']).toEqual([true, false]);
});
