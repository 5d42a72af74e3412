import { expect, test } from '@jest/globals';
import { unusual } from '../../../../dashboard/src/pages/review/unusual.ts';

type Flagged = Parameters<typeof unusual>[0];

function flagged(kind: Flagged['kind'], actual: string | null, baseline: string | null): Flagged {
  return {
    kind,
    execution: {
      id: '00000000-0000-4000-8000-000000000001',
      day: '2026-01-26',
      start_time: '2026-01-26T10:00:00Z',
      provider: 'fast',
      model: null,
      task_type: 'code_review',
      success: true,
      actual_cost: actual === null ? null : Number(actual),
      baseline_cost: baseline === null ? null : Number(baseline),
      savings: null,
      exact: { actual_cost: actual, baseline_cost: baseline, savings: null },
    },
  };
}

test.each([
  ['negative_savings', '0.04', '0.032', '1.00', 'Cost 25.0% more than its baseline'],
  ['negative_savings', '0.0399', '0.02', '1.00', 'Cost 99.5% more than its baseline'],
  ['negative_savings', '0.04', '0.02', '1.00', 'Cost 2 times its baseline'],
  ['negative_savings', '100', '99.99', '1.00', 'Cost less than 0.1% more than its baseline'],
  ['negative_savings', '0.04', '0', '1.00', 'The baseline would have cost nothing'],
  ['cost_over_10x_baseline', '0.041', '0.004', '1.00', 'Cost 10.3 times its baseline'],
  ['cost_over_10x_baseline', '0.041', null, '1.00', 'Cost more than its baseline when it was flagged'],
  ['over_review_threshold', '1.5', '2', '1.000000000000', '$0.50 over the review threshold of $1.00'],
  ['over_review_threshold', '1.5', null, '2.00', 'Over the review threshold as it was then'],
  ['over_review_threshold', '0.005', null, '0.0049', '$0.0001 over the review threshold of $0.0049'],
] as const)('%s: %s against %s, threshold %s: %s', (kind, actual, baseline, threshold, words) => {
  expect(unusual(flagged(kind, actual, baseline), threshold)).toBe(words);
});
