import { expect, test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('a session that is ended in the middle of a transaction is begun anew, within the same delivery', async () => {
  const { account, database, queue, sendAndHold, session, check } = stackOf();
  const held = await sendAndHold(account.executions(10), 'server');
  const pid = await session("state = 'idle in transaction'");
  await database.admin.query('select pg_terminate_backend($1, 60000)', [pid]);
  held.pass();
  await check(0);
  expect(queue.deliveries.flatMap(({ outcome }) => outcome?.failed ?? [])).toEqual([]);
});
