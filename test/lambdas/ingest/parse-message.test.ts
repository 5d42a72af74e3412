import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRejection, parseMessage as parse, type Message } from '../../../lambdas/ingest/parse-message.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { body, message } from '../../support/messages.ts';

const DECISION = { chosen_provider: 'p', routing_strategy: 's' };

const parseMessage = (sent: Message) => parse(sent, keyedHashes('test-secret'));

function outcome(content: unknown) {
  const parsed = parseMessage(message(content));
  return isRejection(parsed) ? { reason: parsed.reason, path: parsed.path } : 'accepted';
}

test.each<[string, Record<string, unknown>]>([
  ['the example', {}],
  ['tokens_used alone', { input_tokens: undefined, output_tokens: undefined, cache_read_tokens: undefined }],
  ['input and output alone', { tokens_used: undefined }],
  ['input alone', { tokens_used: null, output_tokens: null }],
  ['no usage', { tokens_used: null, input_tokens: null, output_tokens: null, cache_read_tokens: null }],
  ['cached tokens without a split', { input_tokens: null, output_tokens: null, cache_read_tokens: 1500 }],
  ['all input cached', { cache_read_tokens: 1100, cache_write_tokens: 100 }],
  ['no tokens at all', { tokens_used: 0, input_tokens: 0, output_tokens: 0, cache_read_tokens: 0 }],
  ['the most tokens', { tokens_used: 1e12, input_tokens: null, output_tokens: null }],
  ['an offset instead of Z', { start_time: '2026-01-26T12:00:00+02:00' }],
  ['seven decimals of a second', { start_time: '2026-01-26T10:00:00.1234567Z' }],
  ['an end at its start', { end_time: '2026-01-26T10:00:00Z' }],
  ['no user', { user_id: undefined }],
  ['a user of any length', { user_id: 'u'.repeat(5_000) }],
  ['no model', { model: undefined }],
  ['a provider nobody has heard of', { provider: 'New Provider (EU) + @1:west/1' }],
  ['a model as they are called out there', { model: 'projects/p/models/claude-sonnet-4-5@20250929' }],
  ['a model as people call it', { model: 'o3-mini (high) [1m] + é' }],
  [
    'names at their limits',
    { provider: 'p'.repeat(100), model: 'm'.repeat(250), task_type: 't'.repeat(100) },
  ],
  ['compute units as a number', { compute_units: 2.5 }],
  ['compute units as a very small number', { compute_units: 1e-7 }],
  ['compute units as a decimal string', { compute_units: '123456789012.123456789012345678' }],
  [
    'an alternative with a model',
    { routing_decision: { ...DECISION, alternative_providers: [{ provider: 'a', model: 'b c' }] } },
  ],
  ['a null list', { routing_decision: { ...DECISION, alternative_providers: null } }],
  ['a strategy with a space', { routing_decision: { ...DECISION, routing_strategy: 'cheapest first' } }],
  ['fields of a newer producer', { added_later: { anything: true } }],
])('%s is accepted without a note', (_name, fields) => {
  const parsed = parseMessage(message(body(fields)));
  expect(isRejection(parsed) ? parsed.detail : parsed.notes).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['an organization that is no UUID', { organization_id: 'acme' }, 'data.organization_id'],
  ['a time without a zone', { start_time: '2026-01-26T10:00:00' }, 'data.start_time'],
  ['a day that does not exist', { start_time: '2026-02-30T10:00:00Z' }, 'data.start_time'],
  ['an end before its start', { end_time: '2026-01-26T09:59:59.999Z' }, 'data.end_time'],
  ['an end a microsecond before its start', microsecondBefore(), 'data.end_time'],
  ['success as a word', { success: 'yes' }, 'data.success'],
  ['negative tokens', { tokens_used: -1 }, 'data.tokens_used'],
  ['half a token', { output_tokens: 0.5 }, 'data.output_tokens'],
  ['too many tokens', { input_tokens: 1e12 + 1 }, 'data.input_tokens'],
  ['negative compute units', { compute_units: -1 }, 'data.compute_units'],
  ['tokens as a word', { usage: { input_tokens: 'many' } }, 'data.usage.input_tokens'],
  [
    'negative tokens of a request',
    { per_request: [{}, { output_tokens: -1 }] },
    'data.per_request.1.output_tokens',
  ],
  ['no requests', { usage: { requests: 0 } }, 'data.usage.requests'],
  ['usage that is a list', { usage: [] }, 'data.usage'],
])('%s is rejected by name', (_name, fields, path) => {
  expect(outcome(body(fields))).toEqual({ reason: 'invalid_message', path });
});

function microsecondBefore() {
  return { start_time: '2026-01-26T10:00:00.000002Z', end_time: '2026-01-26T10:00:00.000001Z' };
}

test.each<[string, Record<string, unknown>, string]>([
  ['a total that is not the sum', { tokens_used: 1501 }, 'data.tokens_used'],
  ['a total below its known part', { tokens_used: 1199, output_tokens: null }, 'data.tokens_used'],
  ['more cached than input', { cache_read_tokens: 1100, cache_write_tokens: 101 }, 'data.cache_read_tokens'],
  [
    'more cached than all',
    { input_tokens: null, output_tokens: null, cache_read_tokens: 1501 },
    'data.cache_read_tokens',
  ],
  ['more reasoning than output', { reasoning_tokens: 301 }, 'data.reasoning_tokens'],
  [
    'more reasoning than all',
    { input_tokens: null, output_tokens: null, cache_read_tokens: 0, reasoning_tokens: 1501 },
    'data.reasoning_tokens',
  ],
])('%s is an impossible token split', (_name, fields, path) => {
  expect(outcome(body(fields))).toEqual({ reason: 'impossible_token_split', path });
});

test.each<[string, Record<string, unknown>, string]>([
  ['another version', { specversion: '0.3' }, 'specversion'],
  ['another type', { type: 'payback.execution.started.v1' }, 'type'],
  ['an id that is no UUID', { id: '17' }, 'id'],
  ['no source', { source: '' }, 'source'],
])('an envelope with %s is rejected by name', (_name, envelope, path) => {
  expect(outcome(body({}, envelope))).toEqual({ reason: 'invalid_message', path });
});

test.each(['', '{', 'hello', '{"a":1}}'])('%j is not JSON', (text) => {
  expect(outcome(text)).toEqual({ reason: 'invalid_json', path: null });
});

test('every problem that a message is rejected for is told at once, with what is allowed', () => {
  const parsed = parseMessage(message(body({ provider: '', success: 1, start_time: 'now' })));
  expect(parsed).toMatchObject({
    path: 'data.start_time',
    detail:
      'data.start_time: must be an RFC 3339 timestamp with a time zone, e.g. 2026-01-26T10:00:00Z; ' +
      'data.success: must be true or false',
  });
});

test('a rejection names its organization and execution as far as they can be read', () => {
  const content = body({ success: 1 });
  expect(parseMessage(message(content))).toMatchObject({
    organizationId: content.data.organization_id,
    executionId: content.id,
  });
  expect(parseMessage(message({ id: 7, data: { organization_id: [] } }))).toMatchObject({
    organizationId: null,
    executionId: null,
  });
});

test('a rejection keeps the shape of a message and a keyed hash, and nothing of what it says', () => {
  const sent = body({
    success: 1,
    task_description: 'secret "plan"',
    error_message: 'at\\u0000 /home/mona\ud800',
  });
  const parsed = parseMessage(message(sent));
  if (!isRejection(parsed)) throw new Error('accepted');
  expect(JSON.stringify(parsed)).not.toMatch(/mona|secret|plan|github/);
  expect(parsed).toMatchObject({
    source: '/routing/eu-1',
    structure: {
      specversion: 'string',
      data: { success: 'number', error_message: 'string', tokens_used: 'number' },
    },
    bodyBytes: Buffer.byteLength(JSON.stringify(sent)),
    bodyHash: keyedHashes('test-secret').hashContent(JSON.stringify(sent)),
  });
});

test('of what is no JSON a rejection keeps the length and the hash', () => {
  const parsed = parseMessage(message('ask mona'));
  expect(parsed).toMatchObject({ structure: null, bodyBytes: 8, source: '' });
  expect(JSON.stringify(parsed)).not.toContain('mona');
});

test('any JSON gives an outcome, never an exception', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (whole, data) => {
      expect(outcome(JSON.stringify(whole))).toMatchObject({ reason: 'invalid_message' });
      expect(outcome({ ...body({}), data })).toMatchObject({ reason: 'invalid_message' });
    }),
  );
});

test('a message that is nested deeper than it can be written again is rejected, not thrown', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const invalid = JSON.stringify({ type: 'x', extension: 0 }).replace('0', deep);
  const parsed = parseMessage(message(invalid));
  expect(parsed).toMatchObject({ reason: 'invalid_message' });
  expect(JSON.stringify(parsed).length).toBeLessThan(2_000);
});

function hashOf(fields: Record<string, unknown>): string {
  const parsed = parseMessage(message(body(fields, { id: '7f0c2f8e-52cd-4f0c-9a53-1d3f0d9c8b61' })));
  if (isRejection(parsed)) throw new Error(parsed.detail);
  return parsed.contentHash;
}

test.each<[string, Record<string, unknown>]>([
  ['null instead of absent', { error_message: undefined, compute_units: null, confidence_score: null }],
  ['the sum left out', { tokens_used: undefined }],
  ['an instant written otherwise', { start_time: '2026-01-26T12:00:00.000+02:00' }],
])('%s is the same content', (_name, fields) => {
  expect(hashOf(fields)).toBe(hashOf({}));
});

test.each<[string, Record<string, unknown>]>([
  ['another user', { user_id: 'lisa@example.com' }],
  ['another task', { task_id: 'task-2' }],
  ['a microsecond later', { start_time: '2026-01-26T10:00:00.000001Z' }],
  ['a class of tokens moved', { cache_read_tokens: 799 }],
  ['a failure', { success: false }],
  ['a decision', { routing_decision: { chosen_provider: 'p', routing_strategy: 's' } }],
])('%s is other content', (_name, fields) => {
  expect(hashOf(fields)).not.toBe(hashOf({}));
});
