import { test } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('a function that is killed before its commit has stored nothing, and all of it comes again', async () => {
  const { account, ingest, proxy, queue, check } = stackOf();
  const holding = proxy.holdCommit('server');
  await queue.send(account.executions(10));
  const held = await holding;
  ingest.kill();
  held.cut();
  await eventually(() => queue.returned().length > 0 || undefined);
  await queue.comeBack();
  await check(0);
});
