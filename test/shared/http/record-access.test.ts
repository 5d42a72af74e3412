import { afterEach, expect, jest, test } from '@jest/globals';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import type { Transaction } from '../../../shared/database/database.ts';
import type { ValidRequest } from '../../../shared/http/operation.ts';
import { recordAccess } from '../../../shared/http/record-access.ts';

const ORGANIZATION = '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f';
const request = (changes: { subject?: string; now?: string } = {}): ValidRequest => ({
  path: {},
  query: { organization_id: ORGANIZATION },
  body: undefined,
  now: new Date(changes.now ?? '2026-01-26T10:00:00Z'),
  caller: {
    subject: changes.subject ?? 'alice',
    isOperator: false,
    apiKey: null,
    client: { address: null, userAgent: null },
  },
});

/** A writer that lets in and takes what it is given, or does what `behave` says instead. */
function writer(behave: () => Promise<void> = () => Promise.resolve()) {
  const written: string[] = [];
  const transaction: Transaction = {
    texts: () => Promise.reject(new Error('not to be used')),
    query: (text) => {
      written.push(text.startsWith('insert') ? 'view' : 'setting');
      const rows = /time_zone/.test(text)
        ? [{ role: 'viewer', key_may_write: null, time_zone: 'UTC' }]
        : [{}];
      return Promise.resolve({ rows, rowCount: rows.length, command: '', oid: 0, fields: [] });
    },
  };
  return {
    views: () => written.filter((each) => each === 'view').length,
    async aside<T>(work: (transaction: Transaction) => Promise<T>) {
      await behave();
      return work(transaction);
    },
  };
}

const answer = () => Promise.resolve('figures');
afterEach(() => {
  jest.useRealTimers();
});

test('a read is written once an hour, and again for another person', async () => {
  const database = writer();
  const watch = recordAccess(database);
  const ask = (changes: Parameters<typeof request>[0]) => watch(savingsSummary, request(changes), answer);
  await ask({});
  await ask({ now: '2026-01-26T10:59:59.999Z' });
  expect(database.views()).toBe(1);
  await ask({ now: '2026-01-26T11:00:00Z' });
  expect(database.views()).toBe(2);
  await ask({ now: '2026-01-26T11:00:00Z', subject: 'bob' });
  expect(database.views()).toBe(3);
});

test('a read does not fail with the writer, which is told of and tried again', async () => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
  let isDown = true;
  const database = writer(() => (isDown ? Promise.reject(new Error('no connection')) : Promise.resolve()));
  const onUnrecorded = jest.fn();
  const watch = recordAccess(database, onUnrecorded);
  expect(await watch(savingsSummary, request(), answer)).toBe('figures');
  expect(onUnrecorded).toHaveBeenCalledTimes(1);
  isDown = false;
  expect(await watch(savingsSummary, request(), answer)).toBe('figures');
  expect([database.views(), onUnrecorded.mock.calls.length]).toEqual([1, 1]);
});

test('it is written while the read goes on', async () => {
  const database = writer();
  const watch = recordAccess(database);
  await watch(savingsSummary, request(), async () => {
    while (database.views() === 0) await new Promise(setImmediate);
  });
});

test('an answer waits a second for a writer that hangs, not longer', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
  const watch = recordAccess(writer(() => new Promise(() => undefined)));
  let isAnswered = false;
  const asked = watch(savingsSummary, request(), answer).then(() => (isAnswered = true));
  await jest.advanceTimersByTimeAsync(999);
  expect(isAnswered).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  await asked;
  expect(isAnswered).toBe(true);
});
