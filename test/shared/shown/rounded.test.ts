import { expect, test } from '@jest/globals';
import { rounded, shareOf } from '../../../shared/shown/rounded.ts';

test.each([
  ['1.005', 2, 1.01],
  ['-1.005', 2, -1.01],
  ['1.004999999999', 2, 1],
  ['0.0000005', 6, 0.000001],
  ['-0.001', 2, 0],
  ['-0', 2, 0],
  ['9007199254.745', 2, 9007199254.75],
  ['12', 2, 12],
  ['99.999', 2, 100],
])('%s to %i decimals is %d', (decimal, places, expected) => {
  expect(rounded(decimal, places)).toBe(expected);
});

test('what is no decimal is refused rather than shown', () => {
  expect(() => rounded('NaN', 2)).toThrow('not a decimal: NaN');
});

test('nothing divided by nothing is unknown', () => {
  expect(shareOf(0, 0)).toBeNull();
  expect(shareOf(1, 3)).toBe(0.3333);
  // A binary fraction of 1.00005 is less than that.
  expect(shareOf(100_005, 100_000)).toBe(1.0001);
});
