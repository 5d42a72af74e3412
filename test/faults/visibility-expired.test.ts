import { expect, test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack({ concurrency: 2 });

test('messages that come again while they are being stored are stored once', async () => {
  const { account, proxy, queue, session, check } = stackOf();
  const holding = proxy.holdCommit('server');
  await queue.send(account.executions(10));
  const held = await holding;
  const [first] = queue.deliveries;
  const records = first?.records ?? [];
  await queue.comeBack(records);
  await session("wait_event_type = 'Lock'");
  held.pass();
  await check(records.length);
  expect(queue.returned()).toEqual([]);
});
