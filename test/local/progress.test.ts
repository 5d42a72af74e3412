import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createProgress } from '../../local/progress.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function started() {
  const lines: string[] = [];
  return { lines, progress: createProgress((line) => lines.push(line), Date.now) };
}

test('a step that takes long says what is waited for, until it is done', async () => {
  const { lines, progress } = started();
  const { promise, resolve } = Promise.withResolvers<string>();
  const step = progress.step('The server is up', () => promise);
  await jest.advanceTimersByTimeAsync(4_999);
  expect(lines).toEqual([]);
  await jest.advanceTimersByTimeAsync(10_001);
  expect(lines).toEqual(['    5.0 s  Not yet: The server is up', '   15.0 s  Not yet: The server is up']);
  resolve('result');
  expect(await step).toBe('result');
  expect(lines.slice(2)).toEqual(['   15.0 s  The server is up (15.0 s)']);
  expect(jest.getTimerCount()).toBe(0);
});

test('a step that fails is no longer waited for', async () => {
  const { lines, progress } = started();
  await expect(progress.step('The server is up', () => Promise.reject(new Error('no')))).rejects.toThrow(
    'no',
  );
  expect(jest.getTimerCount()).toBe(0);
  expect(lines).toEqual([]);
});
