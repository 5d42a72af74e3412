import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { structureOf } from '../../../lambdas/ingest/structure.ts';

const decision = { chosen_provider: 'p', alternative_providers: [{ provider: 'a', bob: 1 }, {}] };

test.each<[unknown, unknown]>([
  [
    { specversion: '1.0', id: 1, time: true, source: null },
    { specversion: 'string', id: 'number', time: 'boolean', source: 'null' },
  ],
  [{ data: { user_id: 'bob', tokens_used: 1 } }, { data: { user_id: 'string', tokens_used: 'number' } }],
  [
    { data: { per_request: [{ input_tokens: 1 }, 2], labels: {} } },
    { data: { per_request: ['list of 2', { input_tokens: 'number' }], labels: {} } },
  ],
  [
    { data: { routing_decision: decision } },
    {
      data: {
        routing_decision: {
          chosen_provider: 'string',
          alternative_providers: ['list of 2', { provider: 'string', '…': '1 unknown field' }],
        },
      },
    },
  ],
  ['text', 'string'],
  [[], 'list of 0'],
  [[{ data: { bob: 1 } }], ['list of 1', { '…': '1 unknown field' }]],
  // Where the contract does not name it, no name is known.
  [{ user_id: 1, provider: 1 }, { '…': '2 unknown fields' }],
  [{ data: { data: { user_id: 1 }, time: 1 } }, { data: { '…': '2 unknown fields' } }],
  [{ data: { labels: { bob: 'x', team: 'y' } } }, { data: { labels: { '…': '2 unknown fields' } } }],
  [
    { data: { usage: { bobs_tokens: 1, requests: 1 } } },
    { data: { usage: { requests: 'number', '…': '1 unknown field' } } },
  ],
  [{ constructor: 1, toString: 2, ['__proto__']: 3 }, { '…': '3 unknown fields' }],
])('the structure of %j is %j', (json, structure) => {
  expect(structureOf(json)).toEqual(structure);
});

const KNOWN = [
  'data',
  'labels',
  'usage',
  'per_request',
  'routing_decision',
  'alternative_providers',
  'user_id',
  'time',
];

test('nothing that was said, and no name that a producer gave, is in a structure; none is long', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.constantFrom('mona', 17, null, true),
      fc.array(tie('tree'), { maxLength: 5 }),
      fc.dictionary(
        fc.oneof(
          fc.constantFrom(...KNOWN),
          fc.string().map((name) => `mona${name}`),
        ),
        tie('tree'),
      ),
    ),
  }));
  fc.assert(
    fc.property(tree, (json) => {
      const text = JSON.stringify(structureOf({ data: json }));
      expect(text).not.toContain('mona');
      expect(text.length).toBeLessThanOrEqual(4_000);
    }),
  );
});

test('what is nested without end ends', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  expect(JSON.stringify(structureOf(deep)).length).toBeLessThan(500);
});
