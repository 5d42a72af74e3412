import { afterEach, expect, jest, test } from '@jest/globals';
import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query';
import { readAgain } from '../../../../dashboard/src/shared/live/read-again.ts';

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
afterEach(() => client.clear());

interface Call {
  readonly page: number;
  readonly answer: (text: string) => void;
}

/** A list of two pages that is shown; each of its requests is answered by the test. */
function shownList(meta: Record<string, unknown> = {}) {
  const calls: Call[] = [];
  const observer = new InfiniteQueryObserver(client, {
    queryKey: ['pages', meta],
    queryFn: ({ pageParam, signal }) =>
      new Promise<string>((resolve, reject) => {
        calls.push({ page: pageParam, answer: resolve });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    initialPageParam: 1,
    getNextPageParam: (_last, pages) => (pages.length === 1 ? 2 : undefined),
    meta,
  });
  observer.subscribe(() => undefined);
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    observer,
    calls,
    pages: () => observer.getCurrentResult().data?.pages,
    answer: async (text: string) => {
      calls.at(-1)?.answer(text);
      await settled();
      await settled();
    },
  };
}

test('a hint that comes while a page is added does not take it away, and the list is read again after it', async () => {
  const { observer, calls, pages, answer } = shownList();
  await answer('first');
  void observer.fetchNextPage();
  const reading = readAgain(client);
  await answer('second');
  expect(pages()).toEqual(['first', 'second']);

  await answer('first, newer');
  await answer('second, newer');
  await reading;
  expect(pages()).toEqual(['first, newer', 'second, newer']);
  expect(calls.map(({ page }) => page)).toEqual([1, 2, 1, 2]);
});

test('a hint starts a reading that is under way again: what it brings may be old', async () => {
  const { observer, calls, pages, answer } = shownList();
  await answer('first');
  void observer.refetch();
  const reading = readAgain(client);
  await answer('newest');
  await reading;
  expect(pages()).toEqual(['newest']);
  expect(calls).toHaveLength(3);
});

test('what is not live stays as it was read', async () => {
  const { observer, calls, answer } = shownList({ live: false });
  await answer('first');
  await readAgain(client);
  void observer.fetchNextPage();
  const reading = readAgain(client);
  await answer('second');
  await reading;
  expect(calls.map(({ page }) => page)).toEqual([1, 2]);
});

test('a hint does not ask sooner for what the API has asked to wait for', async () => {
  jest.useFakeTimers();
  const waiting = new QueryClient({ defaultOptions: { queries: { retry: 1, retryDelay: 50_000 } } });
  const answers = [
    () => Promise.resolve('first'),
    () => Promise.reject(new Error('Too many requests.')),
    () => Promise.resolve('second'),
  ];
  let asked = 0;
  const observer = new QueryObserver(waiting, { queryKey: ['one'], queryFn: () => answers[asked++]?.() });
  observer.subscribe(() => undefined);
  await jest.advanceTimersByTimeAsync(0);
  void observer.refetch();
  await jest.advanceTimersByTimeAsync(49_000);
  await readAgain(waiting);
  expect(asked).toBe(2);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(observer.getCurrentResult().data).toBe('second');
  waiting.clear();
  jest.useRealTimers();
});
