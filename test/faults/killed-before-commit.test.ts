import { test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('a function that is killed before its commit has stored nothing, and all of it comes again', async () => {
  const { account, ingest, queue, sendAndHold, failed, check } = stackOf();
  const held = await sendAndHold(account.executions(10), 'server');
  ingest.kill();
  held.cut();
  await failed();
  await queue.comeBack();
  await check(0);
});
