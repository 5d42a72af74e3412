import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pausesBetweenConnections } from '../../../../dashboard/src/shared/live/pauses.ts';

/** Connections as they come, each after the pause before it. @returns when each began, and what the last pause was, in seconds */
function connections(lived: readonly (number | 'refused')[], random: () => number) {
  let now = 0;
  const pauses = pausesBetweenConnections(() => now, random);
  const begun: number[] = [];
  let pause = 0;
  for (const seconds of lived) {
    now += pause;
    begun.push(now / 1000);
    if (seconds !== 'refused') {
      pauses.opened();
      now += seconds * 1000;
    }
    pause = pauses.ended();
  }
  return { begun, pause: pause / 1000 };
}
const times = <T>(count: number, of: T): T[] => Array.from({ length: count }, () => of);

test.each([
  { what: 'are refused', lived: 'refused' as const },
  { what: 'end as soon as they are open', lived: 0 },
  { what: 'end after 29.9 seconds', lived: 29.9 },
])('connections that $what come ever later, up to a minute', ({ lived }) => {
  const { begun, pause } = connections(times(10, lived), () => 1);
  const length = lived === 'refused' ? 0 : lived;
  const pauses = begun.slice(1).map((at, index) => at - (begun[index] ?? 0) - length);
  expect(pauses.map((each) => Math.round(each * 10) / 10)).toEqual([
    2.5, 4.5, 8.5, 16.5, 32.5, 60.5, 60.5, 60.5, 60.5,
  ]);
  expect(pause).toBe(60.5);
});

test('after one that has lived for 30 seconds the next one comes within a second and a half', () => {
  expect(connections([...times(10, 0), 30], () => 1).pause).toBe(1.5);
  expect(connections([...times(10, 'refused' as const), 7200], () => 1).pause).toBe(1.5);
});

test('one that could not be opened is none, however long ago the last one was', () => {
  expect(connections([30, 'refused'], () => 1).pause).toBe(2.5);
});

test('whatever connections do, a pause is half a second at least and a minute and a half second at most', () => {
  const lived = fc.oneof(fc.constant('refused' as const), fc.double({ min: 0, max: 100, noNaN: true }));
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.array(lived, { minLength: 1 }), random, (each, drawn) => {
      const { pause } = connections(each, () => drawn);
      return pause >= 0.5 && pause <= 60.5;
    }),
  );
});
