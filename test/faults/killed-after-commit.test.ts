import { test } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('what a killed function had committed comes again, and counts once', async () => {
  const { account, ingest, proxy, queue, check } = stackOf();
  const holding = proxy.holdCommit('client');
  await queue.send(account.executions(10));
  const held = await holding;
  ingest.kill();
  held.cut();
  await eventually(() => queue.returned().length > 0 || undefined);
  const again = queue.returned().length;
  await queue.comeBack();
  await check(again);
});
