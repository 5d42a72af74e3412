import { expect, test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const RECEIVES = 3;
const stackOf = useStack({ receives: RECEIVES });

test('what can never be stored becomes a dead letter, alone, after its receives', async () => {
  const { account, queue, failed, check } = stackOf();
  const [poison = ''] = account.poisoned(1);
  const fine = account.executions(19);
  await queue.send([...fine.slice(0, 4), poison, ...fine.slice(4)]);
  for (let receive = 1; receive <= RECEIVES; receive += 1) {
    await failed();
    await queue.comeBack();
  }
  await check(0);
  const givenBack = queue.deliveries.flatMap(({ outcome }) => outcome?.failed ?? []);
  expect(givenBack.map(({ body }) => body)).toEqual(Array.from({ length: RECEIVES }, () => poison));
});
