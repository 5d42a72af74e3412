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
])('%d of %d priced', (priced, priceable, percentage, shown) => {
  // Failed executions whose usage nobody knows do not lower it, however many there are.
  for (const failed_without_usage of [0, 1, 5_000]) {
    const covered = { priced, executions: priceable + failed_without_usage, failed_without_usage };
    expect(toCoverage(covered).percentage).toBe(percentage);
    expect(figuresIn('en-US').coverage(covered)).toBe(shown);
  }
});
