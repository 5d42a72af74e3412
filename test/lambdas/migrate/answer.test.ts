import { expect, jest, test } from '@jest/globals';
import { unlessAborted } from '../../../lambdas/migrate/again.ts';
import { answer, TO_ANSWER_MS } from '../../../lambdas/migrate/answer.ts';

const schema = { PhysicalResourceId: 'payback-schema', IsBegun: true };
const FIFTEEN_MINUTES = 900_000;

test.each([
  ['what begins it answers at once, and does nothing', { RequestType: 'Create' as const }, false, 0],
  ['so does an update', { RequestType: 'Update' as const }, false, 0],
  [
    'asked whether it is complete, it does the work',
    { RequestType: 'Update' as const, IsBegun: true },
    true,
    1,
  ],
  ['deleting it does nothing', { RequestType: 'Delete' as const }, true, 0],
  ['nor when asked about that', { RequestType: 'Delete' as const, IsBegun: true }, true, 0],
])('%s', async (_, event, IsComplete, times) => {
  const work = jest.fn(() => Promise.resolve());
  const unfinished = jest.fn();
  expect(await answer(event, FIFTEEN_MINUTES, work, unfinished)).toEqual({ ...schema, IsComplete });
  expect(work).toHaveBeenCalledTimes(times);
  expect(unfinished).not.toHaveBeenCalled();
});

test('work that goes on at the end of the invocation is not complete, half a minute before it: to be asked again', async () => {
  const unfinished = jest.fn();
  const started = performance.now();
  const answered = await answer(
    { RequestType: 'Update', IsBegun: true },
    TO_ANSWER_MS + 50,
    (signal) => unlessAborted(new Promise(() => undefined), signal),
    unfinished,
  );
  expect(performance.now() - started).toBeGreaterThanOrEqual(49);
  expect(answered).toEqual({ ...schema, IsComplete: false });
  expect(unfinished).toHaveBeenCalledTimes(1);
});

test('a migration that fails fails the deployment', async () => {
  const work = () => Promise.reject(new Error('column "day" does not exist'));
  const answered = answer({ RequestType: 'Update', IsBegun: true }, FIFTEEN_MINUTES, work, () => undefined);
  await expect(answered).rejects.toThrow('column "day" does not exist');
});
