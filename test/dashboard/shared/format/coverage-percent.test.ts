import { expect, test } from '@jest/globals';
import { coveragePercent } from '../../../../dashboard/src/shared/format/formats.ts';
import { toCoverage } from '../../../../shared/figures/figures.ts';

test.each([
  [1_000_000, 1_000_000, 100, '100%'],
  [999_999, 1_000_000, 99.99, '99.9%'],
  [9_996, 10_000, 99.96, '99.9%'],
  [9_990, 10_000, 99.9, '99.9%'],
  [2, 3, 66.67, '66.7%'],
  [0, 3, 0, '0%'],
  [0, 0, null, '–'],
])('%d of %d priced', (priced, executions, percentage, shown) => {
  expect(toCoverage({ priced, executions }).percentage).toBe(percentage);
  expect(coveragePercent(percentage)).toBe(shown);
});
