import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { axisTicks } from '../../../../dashboard/src/shared/charts/axis-ticks.ts';
import { linearScale } from '../../../../dashboard/src/shared/charts/linear.ts';
import { axisMoney } from '../../../../dashboard/src/shared/format/formats.ts';

const labels = (least: number, greatest: number) =>
  axisMoney(axisTicks(linearScale([least, greatest], [0, 1])));

test.each([
  [0, 0.01, ['$0.00', '$0.01']],
  [0, 0.03, ['$0.00', '$0.01', '$0.02', '$0.03']],
  [0, 1, ['$0.00', '$0.20', '$0.40', '$0.60', '$0.80', '$1.00']],
  [-2, 2, ['−$2', '−$1', '$0', '$1', '$2']],
  [0, 5_000, ['$0', '$1K', '$2K', '$3K', '$4K', '$5K']],
])('an axis from %d to %d', (least, greatest, expected) => {
  expect(labels(least, greatest)).toEqual(expected);
});

const cents = fc.integer({ min: 0, max: 10_000_000_000 }).map((each) => each / 100);

test('no two ticks have one label, and zero has one', () => {
  fc.assert(
    fc.property(cents, cents, (below, above) => {
      fc.pre(below + above > 0);
      const found = labels(-below, above);
      expect(new Set(found).size).toBe(found.length);
      expect(found.some((label) => /^-?\$0(\.00)?$/.test(label))).toBe(true);
    }),
    { examples: [[0.015, 0.01]] },
  );
});
