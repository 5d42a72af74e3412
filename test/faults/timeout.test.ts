import { expect, test } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack({ timeoutSeconds: 5 });

test('what the time of a function does not allow, because a lock is held, goes back to the queue', async () => {
  const { account, database, queue, check } = stackOf();
  const other = await database.admin.connect();
  try {
    await other.query('begin');
    await other.query('select lock_pricing_inputs()');
    await queue.send(account.executions(10));
    const { error } = await eventually(() => queue.deliveries[0]?.outcome);
    expect(error).toBeUndefined();
  } finally {
    other.release(true);
  }
  await eventually(async () => ((await queue.left()) === queue.returned().length ? true : undefined));
  await queue.comeBack();
  await check(0);
});
