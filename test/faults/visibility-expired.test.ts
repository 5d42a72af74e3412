import { expect, test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack({ concurrency: 2 });

test('messages that come again while they are being stored are stored once', async () => {
  const { account, queue, sendAndHold, session, check } = stackOf();
  const held = await sendAndHold(account.executions(10), 'server');
  const [first] = queue.deliveries;
  const records = first?.records ?? [];
  await queue.comeBack(records);
  await session("wait_event_type = 'Lock'");
  held.pass();
  await check(records.length);
  expect(queue.returned()).toEqual([]);
});
