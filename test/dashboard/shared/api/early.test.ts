import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { keepEarlyAnswers, takeEarlyAnswer } from '../../../../dashboard/src/shared/api/early.ts';

const ADDRESS = '/api/v1/analytics/savings/summary?organization_id=a';
const response = Promise.resolve(new Response());

beforeEach(() => {
  jest.useFakeTimers();
  keepEarlyAnswers(new Map([[ADDRESS, { token: 'ann', response }]]));
});
afterEach(() => {
  jest.useRealTimers();
});

test('an early answer is used once', () => {
  expect(takeEarlyAnswer(ADDRESS, 'ann')).toBe(response);
  expect(takeEarlyAnswer(ADDRESS, 'ann')).toBeUndefined();
});

test.each([
  ['another organization', ADDRESS.replace('=a', '=b'), 'ann'],
  ['another range', `${ADDRESS}&start_date=2026-01-01`, 'ann'],
  ['another provider', `${ADDRESS}&provider=swift`, 'ann'],
  ['another session', ADDRESS, 'bob'],
])('it is none of %s', (_, address, token) => {
  expect(takeEarlyAnswer(address, token)).toBeUndefined();
});

test('what another session asked for is for nobody afterwards', () => {
  expect(takeEarlyAnswer(ADDRESS, 'bob')).toBeUndefined();
  expect(takeEarlyAnswer(ADDRESS, 'ann')).toBeUndefined();
});

test('after ten seconds it is too old', () => {
  jest.advanceTimersByTime(9_999);
  keepEarlyAnswers(new Map([[ADDRESS, { token: 'ann', response }]]));
  jest.advanceTimersByTime(9_999);
  expect(takeEarlyAnswer(ADDRESS, 'ann')).toBe(response);
  keepEarlyAnswers(new Map([[ADDRESS, { token: 'ann', response }]]));
  jest.advanceTimersByTime(10_000);
  expect(takeEarlyAnswer(ADDRESS, 'ann')).toBeUndefined();
});
