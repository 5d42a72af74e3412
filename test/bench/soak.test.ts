import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { growth, QUANTITIES } from '../../bench/soak/growth.ts';
import { medians, robustLine } from '../../bench/soak/slope.ts';

const value = fc.double({ min: -1000, max: 1000, noNaN: true });
const line = (slope: number, offset: number, count: number) =>
  Array.from({ length: count }, (_, x) => ({ x, y: offset + slope * x }));

test('a line is found as it is', () => {
  fc.assert(
    fc.property(value, value, fc.integer({ min: 2, max: 40 }), (slope, offset, count) => {
      const found = robustLine(line(slope, offset, count));
      expect(found.slope).toBeCloseTo(slope);
      expect(found.at(count)).toBeCloseTo(offset + slope * count);
    }),
  );
});

test('what happens to a quarter of the points does not make a line that is not there', () => {
  fc.assert(
    fc.property(
      value,
      fc.uniqueArray(fc.nat(19), { maxLength: 5 }),
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 5 }),
      (offset, where, what) => {
        const points = line(0, offset, 20).map((point, index) => {
          const place = where.indexOf(index);
          return place === -1 ? point : { ...point, y: what[place] ?? 0 };
        });
        expect(robustLine(points)).toMatchObject({ slope: 0 });
      },
    ),
  );
});

test('one point has no slope', () => {
  expect(() => robustLine([{ x: 1, y: 1 }])).toThrow();
});

test('each point is in one part, and a part is where the middle of its points is', () => {
  expect(medians(line(2, 0, 6), 2)).toEqual([
    { x: 1, y: 2 },
    { x: 4, y: 8 },
  ]);
  expect(medians(line(2, 0, 3), 16)).toEqual(line(2, 0, 3));
});

const quantity = { name: 'memory', unit: 'MB', share: 0.1, least: 3 };
const SECONDS = 600;

test.each([
  // From a value after the warm-up to the last, over 8 of 10 minutes.
  ['what stays', 100, 0, true],
  ['what grows by less than its share', 100, 9, true],
  ['what grows by more', 100, 13, false],
  ['what shrinks', 100, -50, true],
  ['little that grows by less than the least', 1, 2.9, true],
  ['little that grows by more than the least', 1, 4, false],
])('%s is judged by its line', (_, from, by, met) => {
  const points = line(by / SECONDS / 0.8, from, SECONDS + 1);
  expect(growth(quantity, points).target?.met).toBe(met);
});

test('the warm-up is not looked at, and one bad minute is no growth', () => {
  const points = line(0, 100, SECONDS + 1).map(({ x, y }) => ({
    x,
    y: x < 0.2 * SECONDS ? x : x > 540 ? 10 * y : y,
  }));
  expect(growth(quantity, points)).toMatchObject({ ratio: 1, target: { met: true } });
});

test('each kind of growth has a name of its own', () => {
  expect(new Set(QUANTITIES.map(({ name }) => name)).size).toBe(QUANTITIES.length);
});
