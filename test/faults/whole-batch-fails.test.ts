import { expect, test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('a function that cannot even begin loses nothing of its batches', async () => {
  const { account, ingest, queue, failed, check } = stackOf();
  ingest.hideSecret(true);
  await queue.send([...account.executions(12), ...account.refused(5)]);
  await failed(17);
  expect(queue.deliveries.every(({ outcome }) => outcome?.error !== undefined)).toBe(true);
  ingest.hideSecret(false);
  await queue.comeBack();
  await check(0);
});
