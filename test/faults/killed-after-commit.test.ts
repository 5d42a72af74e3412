import { test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('what a killed function had committed comes again, and counts once', async () => {
  const { account, ingest, queue, sendAndHold, failed, check } = stackOf();
  const held = await sendAndHold(account.executions(10), 'client');
  ingest.kill();
  held.cut();
  await failed();
  const again = queue.returned().length;
  await queue.comeBack();
  await check(again);
});
