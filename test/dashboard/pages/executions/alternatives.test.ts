import { expect, test } from '@jest/globals';
import { alternativesOf } from '../../../../dashboard/src/pages/executions/alternatives.ts';

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
