import { expect, test } from '@jest/globals';
import { fold } from '../../lambdas/rollup/fold.ts';
import { createRandom } from '../../local/demo/random.ts';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack({ concurrency: 2 });

test.each([1, 2, 3])(
  'shuffled, repeated, refused and months late, beside folds, every message counts once (%i)',
  async (seed) => {
    const { account, database, queue, process, check } = stackOf();
    const random = createRandom(seed);
    const messages = [
      ...account.executions(40),
      ...account.executions(15, 90),
      ...account.executions(15, 30),
      ...account.repetitions(40),
      ...account.refused(10),
    ];
    const shuffled = messages
      .map((message) => ({ message, place: random.share() }))
      .sort((left, right) => left.place - right.place)
      .map(({ message }) => message);
    const processing = process(shuffled);
    const done = new AbortController();
    void processing.finally(() => done.abort());
    while (!done.signal.aborted) await fold(database.rollup, () => false);
    await processing;
    await check(0);
    expect(queue.returned()).toEqual([]);
  },
);
