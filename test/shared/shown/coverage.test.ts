import { expect, test } from '@jest/globals';
import { toCoverage } from '../../../shared/figures/figures.ts';
import { figuresIn } from '../../../shared/shown/figures.ts';

test.each([
  [1_000_000, 1_000_000, 100, '100.0%'],
  [999_999, 1_000_000, 99.99, '99.9%'],
  [9_996, 10_000, 99.96, '99.9%'],
  [9_990, 10_000, 99.9, '99.9%'],
  [2, 3, 66.67, '66.7%'],
  [0, 3, 0, '0.0%'],
  [0, 0, null, '–'],
  [9_994, 10_000, 99.94, '99.9%'],
])('%d of %d priced', (priced, executions, percentage, shown) => {
  expect(toCoverage({ priced, executions }).percentage).toBe(percentage);
  expect(figuresIn('en-US').coverage({ priced, executions })).toBe(shown);
});
