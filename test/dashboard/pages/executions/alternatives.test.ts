import { expect, test } from '@jest/globals';
import { alternativesOf, compare } from '../../../../dashboard/src/pages/executions/alternatives.ts';

test('alternatives are read as far as they can be', () => {
  expect(
    alternativesOf([
      { provider: 'openai_codex', score: 0.85, estimated_cost: 0.02 },
      { provider: 'in_house', score: null, estimated_cost: '0.0125' },
      { provider: 'github_copilot' },
      { provider: 'amazon_q', score: 'high', estimated_cost: '' },
    ]),
  ).toEqual([
    { provider: 'openai_codex', score: 0.85, estimated_cost: 0.02 },
    { provider: 'in_house', score: null, estimated_cost: 0.0125 },
    { provider: 'github_copilot', score: null, estimated_cost: null },
    { provider: 'amazon_q', score: null, estimated_cost: null },
  ]);
});

test.each([null, undefined, 'openai_codex', 3, [], {}, { provider: 7 }])('%j is none', (value) => {
  expect(alternativesOf([value])).toEqual([]);
});

test.each([
  [0.02, '0.0125', '$0.0075 more', false],
  [0.0125, '0.02', '$0.0075 less', true],
  // Binary fractions would make 2.6e-18 of it.
  [0.3, '0.3', 'the same', false],
  // Rounded once, from the exact cost: 0.0124995 shown with 6 decimals would be the estimate itself.
  [0.0125, '0.0124995', '$0.000001 more', false],
  [0.0125, '0.01249951', 'the same', false],
  [0.0124995, '0.0125', '$0.000001 less', true],
  [0.01249951, '0.0125', 'the same', false],
  [null, '0.02', '–', false],
  [0.02, null, '–', false],
])('an estimate of %s, where %s was paid, is %s', (estimated, paid, words, isLess) => {
  expect(compare(estimated, paid)).toEqual({ words, isLess });
});
