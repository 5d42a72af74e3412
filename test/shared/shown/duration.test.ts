import { expect, test } from '@jest/globals';
import { figuresIn } from '../../../shared/shown/figures.ts';

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.5, '1.0 s'],
  [1000, '1.0 s'],
  [14_000, '14.0 s'],
  [19_349, '19.3 s'],
  [19_350, '19.4 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 0 s'],
  [185_000, '3 min 5 s'],
  [3_599_499, '59 min 59 s'],
  [3_599_500, '1 h 0 min'],
  [7_500_000, '2 h 5 min'],
  [null, '–'],
])('%p ms are %s', (milliseconds, shown) => {
  expect(figuresIn('en-US').duration(milliseconds)).toBe(shown);
});

test('seconds have one decimal in every language, so that those of a column are below each other', () => {
  expect(figuresIn('de-DE').duration(14_000)).toBe('14,0 s');
});
