import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { content } from '../../../../lambdas/ingest/hashes/content.ts';
import { body } from '../../../support/messages.ts';

const decision = { chosen_provider: 'fast', routing_strategy: 'fastest' };
const data = { ...body({}).data, routing_decision: decision };

function shuffled(value: unknown, order: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => ({
    name,
    field: shuffled(field, order),
    key: Number(order.next().value),
  }));
  return Object.fromEntries(
    entries.sort((left, right) => left.key - right.key).map(({ name, field }) => [name, field]),
  );
}

test('the order of fields says nothing, at any depth', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (order) => {
      expect(content(Object(shuffled(data, order)))).toBe(content(data));
    }),
  );
});

test('fields that the contract does not name say nothing, at any depth', () => {
  const added = { ...data, added: 1, routing_decision: { ...decision, added: { later: [] } } };
  expect(content(added)).toBe(content(data));
});

test('only fields that are there are written, so that one more in the contract changes no hash', () => {
  const written: unknown = JSON.parse(content(data));
  expect(Object.keys(Object(written))).toEqual(
    Object.entries(data)
      .filter(([name, value]) => value !== null && name !== 'tokens_used')
      .map(([name]) => name)
      .sort(),
  );
});

test.each<[string, object]>([
  ['null', { ...data, error_message: null, compute_units: null }],
  ['a list without items', { ...data, routing_decision: { ...decision, alternative_providers: [] } }],
  ['null in a list item', { ...data, routing_decision: { ...decision, reasoning: null } }],
  ['the sum of parts that are there', { ...data, tokens_used: undefined }],
  ['upper case of the organization', { ...data, organization_id: data.organization_id.toUpperCase() }],
])('%s says nothing', (_name, sent) => {
  expect(content(sent)).toBe(content(data));
});

test('a sum says something where a part is missing', () => {
  const parts = { ...data, output_tokens: undefined };
  expect(content({ ...parts, tokens_used: 1500 })).not.toBe(content({ ...parts, tokens_used: 1501 }));
});

test.each([
  ['2026-01-26T10:00:00Z', '2026-01-26T10:00:00.000+00:00', true],
  ['2026-01-26T10:00:00Z', '2026-01-26T11:00:00+01:00', true],
  ['2026-01-26T10:00:00.000001Z', '2026-01-26T10:00:00.000002Z', false],
])('the instants %s and %s are the same: %p', (left, right, same) => {
  expect(content({ ...data, end_time: left }) === content({ ...data, end_time: right })).toBe(same);
});

test('positions of a list count', () => {
  const listed = (alternatives: unknown[]) =>
    content({ ...data, routing_decision: { alternative_providers: alternatives } });
  expect(listed([{ provider: 'a' }, { provider: 'b' }])).not.toBe(
    listed([{ provider: 'b' }, { provider: 'a' }]),
  );
});

test.each([
  [1, '1', true],
  [0.5, '0.5', true],
  [1, '2', false],
  [0, undefined, false],
])('the compute units %p and %p are the same: %p', (left, right, same) => {
  expect(content({ ...data, compute_units: left }) === content({ ...data, compute_units: right })).toBe(same);
});
