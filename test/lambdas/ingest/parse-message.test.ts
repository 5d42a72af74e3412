import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRejection, parseMessage as parse, type Message } from '../../../lambdas/ingest/parse-message.ts';
import { keyedHashes } from '../../../lambdas/ingest/hashes/keyed-hashes.ts';
import { body, message } from '../../support/messages.ts';

const parseMessage = (sent: Message) => parse(sent, keyedHashes('test-secret'));

function outcome(content: unknown) {
  const parsed = parseMessage(message(content));
  return isRejection(parsed) ? { reason: parsed.reason, path: parsed.path } : 'accepted';
}

test.each<[string, Record<string, unknown>]>([
  ['the example', {}],
  ['tokens_used alone', { input_tokens: undefined, output_tokens: undefined, cache_read_tokens: undefined }],
  ['input and output alone', { tokens_used: undefined }],
  ['cached tokens without a split', { input_tokens: null, output_tokens: null, cache_read_tokens: 1500 }],
  ['all input cached', { cache_read_tokens: 1100, cache_write_tokens: 100 }],
  ['no tokens at all', { tokens_used: 0, input_tokens: 0, output_tokens: 0, cache_read_tokens: 0 }],
  ['the most tokens', { tokens_used: 1e12, input_tokens: null, output_tokens: null }],
  ['an offset instead of Z', { start_time: '2026-01-26T12:00:00+02:00' }],
  ['seven decimals of a second', { start_time: '2026-01-26T10:00:00.1234567Z' }],
  ['an end at its start', { end_time: '2026-01-26T10:00:00Z' }],
  ['no model', { model: undefined }],
  ['a provider nobody has heard of', { provider: 'new.provider_1:eu/west-1' }],
  ['a model as they are called out there', { model: '~anthropic/@cf:claude_5.1-latest' }],
  ['names at their limits', { provider: 'p'.repeat(50), model: 'm'.repeat(100), task_type: 't'.repeat(100) }],
  ['compute units as a number', { compute_units: 2.5 }],
  ['compute units as a decimal string', { compute_units: '123456789012.123456' }],
  ['fields of a newer producer', { added_later: { anything: true } }],
])('%s is accepted', (_name, fields) => {
  expect(outcome(body(fields))).toBe('accepted');
});

test.each<[string, Record<string, unknown>, string]>([
  ['an organization that is no UUID', { organization_id: 'acme' }, 'data.organization_id'],
  ['no user', { user_id: undefined }, 'data.user_id'],
  ['an empty user', { user_id: '' }, 'data.user_id'],
  ['no task', { task_id: null }, 'data.task_id'],
  ['a provider with a space', { provider: 'git hub' }, 'data.provider'],
  ['a provider of 51 characters', { provider: 'p'.repeat(51) }, 'data.provider'],
  ['a provider with an @', { provider: '@cf' }, 'data.provider'],
  ['a type of task with a ~', { task_type: '~review' }, 'data.task_type'],
  ['a model of 101 characters', { model: 'm'.repeat(101) }, 'data.model'],
  ['a task type of 101 characters', { task_type: 't'.repeat(101) }, 'data.task_type'],
  ['a time without a zone', { start_time: '2026-01-26T10:00:00' }, 'data.start_time'],
  ['a day that does not exist', { start_time: '2026-02-30T10:00:00Z' }, 'data.start_time'],
  ['an end before its start', { end_time: '2026-01-26T09:59:59.999Z' }, 'data.end_time'],
  ['an end a microsecond before its start', microsecondBefore(), 'data.end_time'],
  ['success as a word', { success: 'yes' }, 'data.success'],
  ['negative tokens', { tokens_used: -1 }, 'data.tokens_used'],
  ['half a token', { output_tokens: 0.5 }, 'data.output_tokens'],
  ['too many tokens', { input_tokens: 1e12 + 1 }, 'data.input_tokens'],
  ['no tokens', { tokens_used: null, output_tokens: null }, 'data.tokens_used'],
  ['seven decimals of a compute unit', { compute_units: '1.1234567' }, 'data.compute_units'],
  ['a confidence over 1', { confidence_score: 1.01 }, 'data.confidence_score'],
  [
    'a decision without a strategy',
    { routing_decision: { chosen_provider: 'p' } },
    'data.routing_decision.routing_strategy',
  ],
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

test('every problem of a message is told at once, with what is allowed', () => {
  const parsed = parseMessage(message(body({ provider: 'a b', success: 1, start_time: 'now' })));
  expect(parsed).toMatchObject({
    path: 'data.provider',
    detail:
      'data.provider: must be 1 to 50 letters, digits or . _ : / -; ' +
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

test('a rejection keeps no person and no free text, and nothing that cannot be stored', () => {
  const parsed = parseMessage(
    message(
      body({ success: 1, task_description: 'secret "plan"', error_message: 'at\\u0000 /home/mona\ud800' }),
    ),
  );
  if (!isRejection(parsed)) throw new Error('accepted');
  expect(parsed.body).not.toMatch(/mona|secret|plan/);
  expect(parsed.body).toContain('"user_id":"[redacted]"');
  expect(parsed.body.isWellFormed()).toBe(true);
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
  expect(parseMessage({ messageId: 'm', body: invalid })).toMatchObject({
    reason: 'invalid_message',
    body: '"[nested too deeply to be kept]"',
  });
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
