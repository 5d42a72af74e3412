import { expect, test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('a commit whose answer is lost is found to be done, within the same delivery', async () => {
  const { account, queue, sendAndHold, check } = stackOf();
  const held = await sendAndHold(account.executions(10), 'client');
  const [delivery] = queue.deliveries.filter(({ outcome }) => outcome === undefined);
  held.cut();
  await check(delivery?.records.length ?? NaN);
  expect(queue.deliveries.flatMap(({ outcome }) => outcome?.failed ?? [])).toEqual([]);
});
