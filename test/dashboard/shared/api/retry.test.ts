import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ApiProblem, Unreachable } from '../../../../dashboard/src/shared/api/problem.ts';
import { mayRetry, retryAtOf, retryDelay } from '../../../../dashboard/src/shared/api/retry.ts';

const NOW = Date.parse('2026-01-26T10:00:00Z');
const answer = (status: number, retryAfter: string | null = null) =>
  new ApiProblem({ type: 'about:blank', title: 'x', status, detail: 'x' }, retryAtOf(retryAfter, NOW));

test.each([
  { retryAfter: '0', waits: 0 },
  { retryAfter: '7', waits: 7_000 },
  { retryAfter: '60', waits: 60_000 },
  { retryAfter: '61', waits: 60_000 },
  { retryAfter: 'Mon, 26 Jan 2026 10:00:00 GMT', waits: 1_000 },
  { retryAfter: '-1', waits: 1_000 },
  { retryAfter: null, waits: 1_000 },
])('Retry-After: $retryAfter waits for $waits ms', ({ retryAfter, waits }) => {
  expect(retryDelay(0, answer(429, retryAfter), NOW)).toBe(waits);
});

test('whatever the API says, and whenever it was: never less than nothing, nor more than a minute', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.integer({ min: -1e7, max: 1e7 }),
      fc.nat(2),
      (seconds, later, failures) => {
        const delay = retryDelay(failures, answer(503, String(seconds)), NOW + later);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(60_000);
      },
    ),
  );
});

test.each([
  [400, false],
  [404, false],
  [429, true],
  [500, true],
  [503, true],
])('status %i is tried again: %p, twice at the most', (status, expected) => {
  const problem = answer(status);
  expect([0, 1, 2].map((failures) => mayRetry(failures, problem))).toEqual([expected, expected, false]);
});

test('so is what had no answer, after one and two seconds', () => {
  const away = new Unreachable(undefined);
  expect([0, 1, 2].map((failures) => mayRetry(failures, away))).toEqual([true, true, false]);
  expect([0, 1].map((failures) => retryDelay(failures, away, 0))).toEqual([1_000, 2_000]);
});
