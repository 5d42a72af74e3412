import { expect, test } from '@jest/globals';
import { quotient } from '../../../../shared/shown/fractions.ts';
import { biasWords } from '../../../../dashboard/src/pages/routing/words.ts';

test.each([
  [null, '–'],
  [0, 'none'],
  [0.04, 'none'],
  [-0.04, 'none'],
  [0.05, '0.1% too low'],
  [15.74, '15.7% too low'],
  [-3, '3.0% too high'],
])('actual − estimated of %p%% is said as %p', (bias, words) => {
  expect(biasWords(quotient(bias, 100))).toBe(words);
});
